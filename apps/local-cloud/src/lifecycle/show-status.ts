import { describeActivity, isRunning, runningActivities } from '@edutechbr/cli';
import { readStatus, secondsOfSilence } from '../daemon/status.ts';
import { findFolders } from '../machine/folders.ts';

/** Prints what the local cloud does now. */
export async function showStatus(): Promise<void> {
  const { state, logs, workspace } = findFolders();
  const status = readStatus(state);
  if (!status) return print('local cloud is not running');
  if (status.failure)
    return print(
      `local cloud failed: ${status.failure}\nwhat was deployed is gone with it; local-cloud:start starts an empty one\nlogs: ${logs}`,
    );
  if (!isRunning(status.daemon))
    return print(
      'local cloud was killed, and what was deployed is gone with it: local-cloud:start or :stop cleans up',
    );
  const silent = status.phase === 'ready' ? secondsOfSilence(state) : undefined;
  if (silent !== undefined)
    return print(
      `local cloud hangs: nothing was heard of it (pid ${status.daemon.pid}) for ${silent} s; local-cloud:stop ends it`,
    );
  print(`local cloud is ${status.phase} (pid ${status.daemon.pid}), logs: ${logs}`);
  for (const { name, state, description, problem } of status.parts) {
    print(`  ${name}: ${state === 'ready' ? description : state}`);
    if (problem) print(`    problem: ${problem}`);
  }
  for (const activity of runningActivities(workspace, ['infrastructure', 'load']))
    print(`  ${describeActivity(activity)}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
