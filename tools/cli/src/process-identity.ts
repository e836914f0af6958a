import { readFileSync } from 'node:fs';

/** Tells a process from a later one that got the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the boot and the process's start: field 22 of `/proc/<pid>/stat`. */
  readonly startTime: string;
}

/** @returns undefined when there is no such process, or only its unreaped remains */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    return parseStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** This process, that which started it, and so on up to the first one. */
export function ownAncestry(): number[] {
  const ancestry: number[] = [];
  for (let pid = process.pid; pid > 0 && !ancestry.includes(pid); pid = parentOf(pid)) ancestry.push(pid);
  return ancestry;
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** The command's name, field 2, may hold spaces and parentheses: fields are counted from its last parenthesis. */
export function parseStat(pid: number, stat: string): ProcessIdentity | undefined {
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTime = fields[18];
  return state === 'Z' || startTime === undefined ? undefined : { pid, startTime };
}

export function isRunning({ pid, startTime }: ProcessIdentity): boolean {
  return identify(pid)?.startTime === startTime;
}

/** Sends a signal, unless the process has ended meanwhile. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if (isRunning(identity)) throw error;
  }
}
