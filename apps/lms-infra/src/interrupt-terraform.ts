import { childEnvironment } from '@edutechbr/cli';
import { execa } from 'execa';
import { setTimeout as sleep } from 'node:timers/promises';

interface RunningProgram {
  readonly pid?: number;
  readonly exitCode: number | null;
  kill(signal: NodeJS.Signals): boolean;
}

/**
 * Ends a program that runs Terraform as Ctrl-C should: each Terraform is interrupted once (a second interrupt would
 * make it drop its state), and the program is ended when none is left. Resolves when all of them have ended: the program may
 * end before.
 */
export async function interruptTerraformBelow(program: RunningProgram): Promise<void> {
  const interrupted = new Set<number>();
  while (program.pid !== undefined && (program.exitCode === null || [...interrupted].some(isAlive))) {
    const { stdout } = await execa('ps', ['-eo', 'pid=,ppid=,comm='], childEnvironment('system'));
    const running = terraformBelow(program.pid, stdout);
    for (const pid of running.filter((pid) => !interrupted.has(pid))) {
      interrupted.add(pid);
      process.kill(pid, 'SIGINT');
    }
    if (running.length === 0) program.kill('SIGTERM');
    await sleep(1000);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The topmost Terraform processes below `root` in the output of `ps -eo pid=,ppid=,comm=`. */
export function terraformBelow(root: number, processes: string): number[] {
  const rows = processes.split('\n').map((line) => line.trim().split(/\s+/));
  const childrenOf = (parent: number): number[] =>
    rows
      .filter(([, ppid]) => Number(ppid) === parent)
      .flatMap(([pid, , command]) => (command === 'terraform' ? [Number(pid)] : childrenOf(Number(pid))));
  return childrenOf(root);
}
