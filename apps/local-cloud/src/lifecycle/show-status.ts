import { readStatus } from '../daemon/status.ts';
import { findFolders } from '../machine/folders.ts';
import { isRunning } from '../machine/process-identity.ts';

/** Prints what the local cloud does now. */
export async function showStatus(): Promise<void> {
  const { state, logs } = findFolders();
  const status = readStatus(state);
  if (!status) return print('local cloud is not running');
  if (status.failure) return print(`local cloud failed: ${status.failure}\nlogs: ${logs}`);
  if (!isRunning(status.daemon)) return print('local cloud died and has left files: start or stop cleans up');
  print(`local cloud is ${status.phase} (pid ${status.daemon.pid}), logs: ${logs}`);
  for (const { name, state, description, problem } of status.parts) {
    print(`  ${name}: ${state === 'ready' ? description : state}`);
    if (problem) print(`    problem: ${problem}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
