import { environmentFor } from '@edutechbr/cli';
import { execa } from 'execa';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import which from 'which';

const SECONDS_BETWEEN_SIGNS_OF_LIFE = 10;
const LINES_OF_AN_ERROR = 5;

/** What the tools are looked for on and installed for. */
export interface Machine {
  /** Programs are run with exactly this; `PATH` and `HOME` are read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly architecture: NodeJS.Architecture;
  /** Folders that hold programs although they may not be on the PATH. */
  readonly knownPlaces: readonly string[];
  /** Folders whose own folders may be filesystem mirrors of Terraform providers. */
  readonly knownMirrorParents: readonly string[];
  /** The one folder for everything that we install. */
  readonly cacheDirectory: string;
}

/** Something that may take minutes. */
export interface Work {
  readonly machine: Machine;
  readonly signal: AbortSignal;
  /** Is told, at least every 10 seconds, what is being done. */
  readonly progress: (line: string) => void;
}

export function thisMachine(): Machine {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return {
    environment: environmentFor('download'),
    platform: process.platform,
    architecture: process.arch,
    knownPlaces: ['/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/go/bin'],
    knownMirrorParents: ['/opt'],
    cacheDirectory: join(cache, 'edutechbr-lms'),
  };
}

/** The first of the programs that is on the PATH or in a known place. */
export async function findProgram(
  machine: Machine,
  ...names: readonly string[]
): Promise<string | undefined> {
  const path = [machine.environment['PATH'], ...machine.knownPlaces].join(delimiter);
  for (const name of names) {
    const file = await which(name, { path, nothrow: true });
    if (file) return file;
  }
  return undefined;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Runs a program that answers at once, such as `k6 version`.
 *
 * @returns all that it prints, whatever its exit code; nothing when it cannot be run
 */
export async function ask(machine: Machine, file: string, ...args: readonly string[]): Promise<string> {
  const { all } = await execa(file, args, {
    env: machine.environment,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: 10_000,
  });
  return all ?? '';
}

/**
 * Runs a program that takes its time and shows that it is alive.
 *
 * @returns its stdout
 * @throws Error with the last lines that it printed when it fails
 */
export async function run(
  { machine, signal, progress }: Work,
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const start = Date.now();
  const printed: string[] = [];
  const child = execa(file, args, {
    cwd: options.cwd,
    env: { ...machine.environment, ...options.env },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    // A process group of its own, so that an interruption ends the programs that it started, too.
    detached: true,
    cleanup: false,
  });
  const interrupt = () => endGroup(child.pid);
  signal.addEventListener('abort', interrupt, { once: true });
  if (signal.aborted) interrupt();
  child.all.on('data', (output: Buffer) => printed.push(...output.toString().split('\n').filter(Boolean)));
  let shown = 0;
  const signOfLife = setInterval(() => {
    const seconds = Math.round((Date.now() - start) / 1000);
    const news = printed.length > shown ? printed.at(-1) : undefined;
    shown = printed.length;
    progress(`${seconds} s: ${news ?? [basename(file), ...args].join(' ')}`);
  }, SECONDS_BETWEEN_SIGNS_OF_LIFE * 1000);
  const result = await child.finally(() => {
    clearInterval(signOfLife);
    signal.removeEventListener('abort', interrupt);
  });
  signal.throwIfAborted();
  if (result.failed) {
    const reason = printed.slice(-LINES_OF_AN_ERROR).join('\n') || result.shortMessage;
    throw new Error(`${basename(file)} ${args[0] ?? ''}: ${reason}`);
  }
  return result.stdout;
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended, or it is root's: then we wait until it ends by itself.
  }
}
