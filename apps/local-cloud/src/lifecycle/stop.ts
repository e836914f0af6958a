import { setTimeout as sleep } from 'node:timers/promises';
import {
  describeActivity,
  ExitError,
  isRunning,
  runningActivities,
  signalProcess,
  type ProcessIdentity,
} from '@edutechbr/cli';
import { readRunningStatus } from '../daemon/status.ts';
import { findFolders } from '../machine/folders.ts';
import { forgetDeployments } from './deployments.ts';
import { removeLeftovers } from './leftovers.ts';
import { Progress } from './progress.ts';
import { takeTurn } from './turn.ts';

/** Each part has ten seconds until its processes are killed. */
const SECONDS_TO_END = 60;

export interface StopOptions {
  /** Also while a deploy, a destroy or a load test works on it. @default false */
  readonly force?: boolean;
}

/**
 * Ends the daemon and everything that it has started, and removes what it has written.
 *
 * @throws ExitError 3 that names what works on it
 */
export async function stop({ force = false }: StopOptions = {}): Promise<void> {
  const folders = findFolders();
  const [user] = force ? [] : runningActivities(folders.workspace, ['infrastructure', 'load']);
  if (user)
    throw new ExitError(
      'missingTool',
      `the local cloud is in use: ${describeActivity(user)}; local-cloud:stop --force stops it all the same`,
    );
  const progress = new Progress();
  try {
    // A start that is under way ends by this, and the turn is ours.
    let wasRunning = await endRunning(folders.state, progress);
    const endTurn = await takeTurn(folders.workspace, 'stop of the local cloud', progress);
    wasRunning = (await endRunning(folders.state, progress)) || wasRunning;
    const leftovers = await removeLeftovers(folders);
    if (leftovers && !wasRunning) progress.say(leftovers);
    for (const name of forgetDeployments(folders))
      progress.say(`forgot the deployment ${name}: it was in this emulator`);
    endTurn();
    progress.say(wasRunning ? 'local cloud has stopped' : 'local cloud was not running');
  } finally {
    progress.end();
  }
}

async function endRunning(stateFolder: string, progress: Progress): Promise<boolean> {
  const status = readRunningStatus(stateFolder);
  if (status) await endDaemon(status.daemon, progress);
  return status !== undefined;
}

/** SIGTERM, and SIGKILL to a daemon that hangs: the kernel then kills its processes, and what it leaves is removed. */
export async function endDaemon(daemon: ProcessIdentity, progress: Progress): Promise<void> {
  progress.waitFor('the daemon to end its processes');
  signalProcess(daemon, 'SIGTERM');
  for (const end = Date.now() + SECONDS_TO_END * 1000; isRunning(daemon); await sleep(100)) {
    if (Date.now() < end) continue;
    progress.say(`the daemon (pid ${daemon.pid}) did not end within ${SECONDS_TO_END} s and is killed`);
    signalProcess(daemon, 'SIGKILL');
  }
}
