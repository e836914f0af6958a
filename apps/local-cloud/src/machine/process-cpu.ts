import { readFileSync } from 'node:fs';

/** What the kernel counts in towards programs, on every machine (`USER_HZ`, proc(5)). */
const ticksPerSecond = 100;

/**
 * CPU time of a process and of all that it started, as it is of those that have ended since.
 *
 * @returns undefined when the process has ended
 */
export function processTreeCpuSeconds(pid: number): number | undefined {
  try {
    const own = cpuTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')) / ticksPerSecond;
    return childrenOf(pid).reduce((sum, child) => sum + (processTreeCpuSeconds(child) ?? 0), own);
  } catch {
    return undefined;
  }
}

/** User and system time of a process and of its children that have been waited for: fields 14 to 17 (proc(5)). */
function cpuTicks(stat: string): number {
  // The second field is the program's name in parentheses, in which anything may stand.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** Of its main thread, which in PostgreSQL is the only one. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
