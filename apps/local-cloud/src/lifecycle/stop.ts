import { setTimeout as sleep } from 'node:timers/promises';
import { ExitError } from '@edutechbr/cli';
import { readRunningStatus } from '../daemon/status.ts';
import { findFolders } from '../machine/folders.ts';
import { isRunning, signalProcess, type ProcessIdentity } from '../machine/process-identity.ts';
import { forgetDeployments, removeLeftovers } from './leftovers.ts';
import { Progress } from './progress.ts';

const SECONDS_TO_END = 120;

/** Ends the daemon and everything that it has started, and removes what it has written. */
export async function stop(): Promise<void> {
  const folders = findFolders();
  const progress = new Progress();
  try {
    const status = readRunningStatus(folders.state);
    if (status) await endDaemon(status.daemon, progress);
    const leftovers = await removeLeftovers(folders);
    if (leftovers && !status) progress.say(leftovers);
    for (const name of forgetDeployments(folders))
      progress.say(`forgot the deployment ${name}: it was in this emulator`);
    progress.say(status ? 'local cloud has stopped' : 'local cloud was not running');
  } finally {
    progress.end();
  }
}

/** @throws ExitError when it does not end */
export async function endDaemon(daemon: ProcessIdentity, progress: Progress): Promise<void> {
  progress.waitFor('the daemon to end its processes');
  signalProcess(daemon, 'SIGTERM');
  for (const end = Date.now() + SECONDS_TO_END * 1000; isRunning(daemon); await sleep(100))
    if (Date.now() > end)
      throw new ExitError(
        'internalError',
        `the daemon (pid ${daemon.pid}) did not end within ${SECONDS_TO_END} s`,
      );
}
