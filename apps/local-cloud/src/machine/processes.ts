import { spawn, type ChildProcess as NodeChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { findOnPath } from '@edutechbr/cli';
import type { ChildProcess, Folders, Processes, ProcessExit, ProcessOptions } from '../types.ts';
import { ProcessRecords } from './process-records.ts';
import { withView } from './visible-paths.ts';

const SECONDS_FOR_LAST_LINES = 1;

/** Starts processes that the kernel kills when the daemon dies (`setpriv`), and records their pids. */
export function createProcesses(folders: Folders): Processes {
  const records = new ProcessRecords(folders.state);
  const setpriv = findOnPath('setpriv');
  return {
    start(options) {
      const [command, ...args] = commandLine(options, folders, setpriv);
      if (command === undefined) throw new Error(`${options.name} has no command`);
      const log = options.onLine ? undefined : openSync(join(folders.logs, `${options.name}.log`), 'a');
      const child = spawn(command, args, {
        cwd: options.cwd ?? folders.state,
        env: options.env ?? inheritedEnvironment(),
        stdio: log === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', log, log],
      });
      if (log !== undefined) closeSync(log);
      // Emitted later, and fatal to the daemon if nobody listens; the caller is told at once.
      child.once('error', () => undefined);
      if (child.pid === undefined)
        throw new Error(`${options.name} could not be started: ${options.command}`);
      records.add(options.name, child.pid);
      return follow(child, child.pid, options, records);
    },
  };
}

function inheritedEnvironment(): Record<string, string> {
  const entries = ['PATH', 'HOME', 'LANG'].map((name) => [name, process.env[name] ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/**
 * Root's work first: the view, then the cgroups, which are joined before the program starts, so that its first allocation is
 * counted and bounded as well. What the view costs is not.
 */
function commandLine(options: ProcessOptions, { workspace, state }: Folders, setpriv?: string): string[] {
  const { visible, cgroups = [], cwd = state } = options;
  const program = inCgroups(cgroups, unprivileged(options, setpriv));
  return visible ? withView(program, { visible, workspace, scratch: join(state, 'view'), cwd }) : program;
}

function unprivileged({ command, args, user }: ProcessOptions, setpriv: string | undefined): string[] {
  const privileges = [
    ...(setpriv ? ['--pdeathsig', 'KILL'] : []),
    ...(user ? ['--reuid', String(user.uid), '--regid', String(user.gid), ...groupOptions(user)] : []),
  ];
  return privileges.length > 0
    ? [setpriv ?? 'setpriv', ...privileges, '--', command, ...args]
    : [command, ...args];
}

function inCgroups(cgroups: readonly string[], program: readonly string[]): string[] {
  if (cgroups.length === 0) return [...program];
  const joinAndRun =
    'for folder in $CGROUPS; do echo $$ > "$folder/cgroup.procs" || exit 1; done; unset CGROUPS; exec "$@"';
  return ['env', `CGROUPS=${cgroups.join(' ')}`, 'sh', '-c', joinAndRun, 'sh', ...program];
}

const groupOptions = ({ groups = [] }: NonNullable<ProcessOptions['user']>): string[] =>
  groups.length > 0 ? ['--groups', groups.join(',')] : ['--clear-groups'];

function follow(
  child: NodeChildProcess,
  pid: number,
  options: ProcessOptions,
  records: ProcessRecords,
): ChildProcess {
  for (const stream of [child.stdout, child.stderr])
    if (stream && options.onLine) createInterface({ input: stream }).on('line', options.onLine);
  const exited = exitOf(child).then((exit) => {
    records.remove(pid);
    return exit;
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    name: options.name,
    pid,
    exited,
    isRunning,
    kill: (signal) => void child.kill(signal),
    async stop(signal = 'SIGTERM', seconds = 10) {
      if (isRunning()) child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
  };
}

/** Its last lines have come by then, unless a process that it has started still holds its output. */
async function exitOf(child: NodeChildProcess): Promise<ProcessExit> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127 }));
    child.once('exit', async (code, signal) => {
      await Promise.race([closed, sleep(SECONDS_FOR_LAST_LINES * 1000, undefined, { ref: false })]);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0) });
    });
  });
}
