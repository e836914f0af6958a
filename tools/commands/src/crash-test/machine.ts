import { childEnvironment, identify } from '@edutechbr/cli';
import { execa } from 'execa';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workspaceRoot } from '../programs.ts';

const state = join(workspaceRoot, '.local-cloud');

const files = {
  'local-cloud': 'apps/local-cloud/src/cli.ts',
  infra: 'apps/lms-infra/src/cli.ts',
  'load-test': 'load-tests/src/cli.ts',
};

/** A program of ours as a person runs it: in a session of its own, so that its death is nobody else's. */
export function launch(
  program: keyof typeof files,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const file = join(workspaceRoot, files[program]);
  return execa('node', ['--conditions=@edutechbr/source', '--import', 'tsx', file, ...args], {
    cwd: workspaceRoot,
    ...childEnvironment('own', { LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: 'crash', ...env }),
    stdin: 'ignore',
    all: true,
    reject: false,
    detached: true,
  });
}

/** @throws Error when it ends in another way than with this exit code, or does not say this. */
export async function expectExit(
  running: ReturnType<typeof launch>,
  exitCode: number,
  says = /(?:)/,
): Promise<void> {
  const result = await running;
  if (result.exitCode !== exitCode || !says.test(result.all))
    throw new Error(
      `expected exit ${exitCode} and ${String(says)}, got ${result.exitCode}: ${result.all.slice(-600)}`,
    );
}

/** What `local-cloud:status` prints. */
export const status = async (): Promise<string> => (await launch('local-cloud', ['status'])).all;

/** The pids of processes that the daemon has recorded under a name that begins so. */
export function pidsOf(prefix: string): number[] {
  const folder = join(state, 'processes');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { name: string; pid: number })
    .filter(({ name }) => name.startsWith(prefix) && !name.includes('health-check'))
    .map(({ pid }) => pid);
}

export function daemonPid(): number {
  const { daemon } = JSON.parse(readFileSync(join(state, 'status.json'), 'utf8')) as {
    daemon: { pid: number };
  };
  return daemon.pid;
}

/** Kills the first of the processes. @returns its pid */
export function killFirst([pid]: readonly number[], signal: NodeJS.Signals = 'SIGKILL'): number {
  if (pid === undefined) throw new Error('there is no process to kill');
  process.kill(pid, signal);
  return pid;
}

/** Pids of running processes whose command line and environment hold all of these texts. */
export function processesWith(...texts: readonly string[]): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && identify(pid) !== undefined)
    .filter((pid) => {
      const about = read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`);
      return texts.every((text) => about.includes(text));
    });
}

/** @throws Error that says what did not come about in time. */
export async function until(
  what: string,
  seconds: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await holds()); await sleep(500))
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
