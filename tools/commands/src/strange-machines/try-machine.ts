import { childEnvironment, findOnPath } from '@edutechbr/cli';
import { execa } from 'execa';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../programs.ts';
import type { Place, StrangeMachine } from './machines.ts';

export interface TryOptions {
  readonly quick?: boolean;
  readonly sessions: number;
  readonly linkModules?: boolean;
}

interface Trial {
  readonly name: string;
  readonly machine: StrangeMachine;
  /** The clone whose commit is tried. */
  readonly source: string;
  readonly options: TryOptions;
  readonly signal: AbortSignal;
}

const LINES_OF_A_FAILURE = 3;

/** What programs need of the network is there when this has run. */
const install = [
  'node tools/install-dependencies.mjs',
  'node --conditions=@edutechbr/source --import tsx tools/toolchain/src/cli.ts',
];

const quickCheck = [
  'npx nx run lms-infra:synth',
  'npx nx run local-cloud:start',
  'npx nx run local-cloud:status',
  'npx nx run local-cloud:stop',
  'test ! -e .local-cloud',
];

/** Hard links where the folders are on one disk: nothing in them is written to, except caches. */
const linkModules = [
  'for project in . apps/* libs/* tools/* load-tests; do',
  '[ ! -d "$1/$project/node_modules" ] || cp -al "$1/$project/node_modules" "$project" ||',
  'cp -a "$1/$project/node_modules" "$project" || exit; done; rm -rf node_modules/.cache',
].join(' ');

/**
 * Makes the machine, runs the workspace's commands on it and removes it.
 *
 * @throws Error with the last lines that a command printed when it failed
 */
export async function tryMachine({ name, machine, source, options, signal }: Trial): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'lms-'));
  // The local cloud's users have to get in.
  chmodSync(base, 0o755);
  const logFile = join(workspaceRoot, 'tools/workspace-tests/test-results/strange-machines', `${name}.log`);
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  process.stdout.write(`${name}: ${base}, log in ${logFile}\n`);

  const run = async (file: string, args: readonly string[], { folder, env }: Place) => {
    signal.throwIfAborted();
    log.write(`$ ${[file, ...args].join(' ')}\n`);
    const child = execa(file, args, {
      ...childEnvironment('own', {
        LMS_STAGE: undefined,
        ENVIRONMENT_SUFFIX: undefined,
        NX_DAEMON: 'false',
        ...env,
      }),
      cwd: folder,
      stdin: 'ignore',
      all: true,
      reject: false,
      // A process group of its own, which an interruption reaches as Ctrl-C in a terminal would.
      detached: true,
      cleanup: false,
    });
    child.all.on('data', (output: Buffer) => log.write(output));
    const interrupt = () => child.pid && process.kill(-child.pid, 'SIGINT');
    signal.addEventListener('abort', interrupt, { once: true });
    const { failed, all } = await child;
    signal.removeEventListener('abort', interrupt);
    signal.throwIfAborted();
    if (failed)
      throw new Error(`${args.at(-1)}: ${all.trim().split('\n').slice(-LINES_OF_A_FAILURE).join(' | ')}`);
  };

  try {
    const place = await machine(base, source, (file, args, cwd = base) => run(file, args, { folder: cwd }));
    const shell = (script: string, wrapper: readonly string[] = []) => {
      const [file = '', ...args] = [...wrapper, 'sh', '-c', `umask ${place.umask ?? '$(umask)'}; ${script}`];
      return run(file, args, place);
    };
    if (options.linkModules) await run('sh', ['-c', linkModules, 'sh', source], place);
    for (const command of install) await shell(command);
    const commands = options.quick ? quickCheck : [`npm run demo -- --sessions ${options.sessions}`];
    const namespace = ownNetwork();
    // One shell: the namespace, and with it the local cloud's ports, ends with its last process.
    await shell(commands.join(' && '), namespace);
  } finally {
    log.end();
    await rm(base, { recursive: true, force: true });
  }
}

/** So that several can be tried at once, and beside a local cloud that runs: its ports are fixed. */
function ownNetwork(): string[] {
  if (process.getuid?.() !== 0 || !findOnPath('unshare') || !findOnPath('ip')) return [];
  return ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
}
