import { identify, isRunning, signalProcess, type ProcessIdentity } from '@edutechbr/cli';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** In the environment of everything that a deploy starts: the folder of the app that it works in. */
export const OWNER_VARIABLE = 'LMS_INFRA_OWNER';

/** Terraform ends what it is creating before it saves its state: a load balancer takes a minute. */
const SECONDS_TO_SAVE = 180;

interface LeftProcess extends ProcessIdentity {
  /** Its program's name. */
  readonly command: string;
  /** Whether it is `guarded-program.ts`, which interrupts Terraform by itself. */
  readonly isGuard: boolean;
}

/**
 * Ends what a killed command has left at work in the app's folder. Nothing else is at work there: this command has been
 * registered as the only one.
 *
 * @returns what was ended, such as `terraform (pid 123)`
 */
export async function endLeftProcesses(projectRoot: string): Promise<string[]> {
  const left = leftProcesses(projectRoot);
  const terraform = left.filter(({ command }) => command === 'terraform');
  if (terraform.length > 0)
    process.stderr.write(`waiting until ${list(terraform)} of a killed command has saved its state\n`);
  // Once: a second interrupt would make Terraform drop its state.
  if (!left.some(({ isGuard }) => isGuard)) for (const each of terraform) signalProcess(each, 'SIGINT');
  await untilEnded(terraform, SECONDS_TO_SAVE);
  for (const each of left.filter(isRunning)) signalProcess(each, 'SIGTERM');
  await untilEnded(left, 5);
  for (const each of left.filter(isRunning)) signalProcess(each, 'SIGKILL');
  return left.map(name);
}

const name = ({ command, pid }: LeftProcess): string => `${command} (pid ${pid})`;

const list = (processes: readonly LeftProcess[]): string => processes.map(name).join(', ');

/** Processes whose environment says that they belong to the app in that folder. */
export function leftProcesses(projectRoot: string): LeftProcess[] {
  const mark = `${OWNER_VARIABLE}=${projectRoot}`;
  return readdirOf('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .flatMap((pid) => {
      if (!read(`/proc/${pid}/environ`).split('\0').includes(mark)) return [];
      const identity = identify(pid);
      const isGuard = read(`/proc/${pid}/cmdline`).includes('guarded-program.ts');
      return identity ? [{ ...identity, command: read(`/proc/${pid}/comm`).trim(), isGuard }] : [];
    });
}

async function untilEnded(processes: readonly ProcessIdentity[], seconds: number): Promise<void> {
  for (let waited = 0; processes.some(isRunning) && waited < seconds * 10; waited++) await sleep(100);
}

function readdirOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @returns nothing for a process that has ended, or is another user's */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
