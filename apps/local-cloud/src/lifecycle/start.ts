import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment, ExitError, identify, isRunning, lastingProblem } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { execa } from 'execa';
import { awsClientSettings } from '../aws-clients.ts';
import {
  readRunningStatus,
  readStatus,
  secondsOfSilence,
  writeStatus,
  type Status,
} from '../daemon/status.ts';
import { openCgroups } from '../machine/cgroups/index.ts';
import { findFolders, makeFolders, removeFolders } from '../machine/folders.ts';
import type { Folders } from '../types.ts';
import { forgetDeployments, refuseOtherDeployments } from './deployments.ts';
import { removeLeftovers } from './leftovers.ts';
import { neededTools } from './needed-tools.ts';
import { requireAccessOfOthers, requireDiskSpace, requireFreePorts } from './preflight.ts';
import { Progress } from './progress.ts';
import { endDaemon } from './stop.ts';
import { takeTurn } from './turn.ts';

/** What a start is for. */
export interface StartOptions {
  /** Refuses when another deployment than this one is on it. @default - whatever is deployed is fine */
  readonly suffix?: string;
}

/** Starts the daemon unless it runs, and returns when it is ready. */
export async function start(signal: AbortSignal, { suffix }: StartOptions = {}): Promise<void> {
  const folders = findFolders();
  const progress = new Progress();
  try {
    const found = await launchUnlessRunning(folders, progress, signal);
    if (found !== 'ready')
      await untilReady(folders, progress, signal).catch(async (error: unknown) => {
        if (signal.aborted && found === 'nothing') await abandon(folders, progress);
        throw error;
      });
    if (suffix !== undefined) refuseOtherDeployments(folders, suffix);
    if (found !== 'ready') progress.say(`local cloud is ready: ${awsClientSettings.endpoint}`);
  } finally {
    progress.end();
  }
}

/**
 * Two starts at once: the second one finds what the first one has begun.
 *
 * @returns what it found; where that was nothing it has launched the daemon
 */
async function launchUnlessRunning(
  folders: Folders,
  progress: Progress,
  signal: AbortSignal,
): Promise<'ready' | 'starting' | 'nothing'> {
  const endTurn = await takeTurn(folders.workspace, 'start of the local cloud', progress, signal);
  try {
    const status = readRunningStatus(folders.state);
    if (status?.phase === 'ready' && secondsOfSilence(folders.state) === undefined) {
      progress.say(`local cloud is already running (pid ${status.daemon.pid})`);
      return 'ready';
    }
    if (status?.phase === 'starting') {
      progress.say('local cloud is being started already');
      return 'starting';
    }
    if (status) await endDaemon(status.daemon, progress);
    await launch(folders, progress, signal);
    return 'nothing';
  } finally {
    endTurn();
  }
}

async function launch(folders: Folders, progress: Progress, signal: AbortSignal): Promise<void> {
  requireDiskSpace(folders.state);
  const leftovers = await removeLeftovers(folders);
  if (leftovers) progress.say(leftovers);
  makeFolders(folders);
  // `stop` ends this process from now on.
  sayStarting(folders, process.pid);
  try {
    for (const name of forgetDeployments(folders))
      progress.say(`forgot the deployment ${name}: the emulator that it was in is gone`);
    await requireMachine(folders, progress, signal);
    progress.waitFor('the reference LMS to be built');
    await buildReferenceLms(folders, signal);
    sayStarting(folders, spawnDaemon(folders));
  } catch (error) {
    removeFolders(folders);
    throw error;
  }
}

function sayStarting({ state }: Folders, pid: number): void {
  const daemon = identify(pid);
  if (!daemon) throw new Error(`process ${pid} ended at once`);
  writeStatus(state, { daemon, phase: 'starting', parts: [] });
}

async function requireMachine(folders: Folders, progress: Progress, signal: AbortSignal): Promise<void> {
  const { workspace } = folders;
  await requireFreePorts(workspace);
  const cgroups = openCgroups(workspace);
  if (!cgroups) progress.say(noCgroups);
  await cgroups?.remove();
  await requireAccessOfOthers(folders);
  await ensureTools(neededTools, { signal, report: 'everything' });
}

/** A load that has to prove scaling is refused later, before it starts. */
const noCgroups =
  'warning: no cgroup can be made here: the CPU and memory of tasks are neither bounded nor measured, ' +
  'nothing can be said about scaling';

async function buildReferenceLms({ workspace }: Folders, cancelSignal: AbortSignal): Promise<void> {
  const nx = join(workspace, 'node_modules/.bin/nx');
  const { exitCode, all } = await execa(nx, ['run', 'reference-lms:build', '--skip-sync'], {
    ...childEnvironment('own', { NX_DAEMON: 'false' }),
    cwd: workspace,
    all: true,
    reject: false,
    cancelSignal,
  });
  if (exitCode !== 0) throw new ExitError('internalError', `the reference LMS could not be built:\n${all}`);
}

function spawnDaemon({ workspace, logs }: Folders): number {
  const log = openSync(join(logs, 'daemon.log'), 'a');
  const program = join(import.meta.dirname, '../daemon.ts');
  const args = ['--conditions=@edutechbr/source', '--import', 'tsx', program];
  const child = spawn(process.execPath, args, {
    ...childEnvironment('own', { LMS_STAGE: 'local' }),
    cwd: workspace,
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  return child.pid ?? 0;
}

async function untilReady(folders: Folders, progress: Progress, signal: AbortSignal): Promise<void> {
  const said = new Set<string>();
  for (let phase: Status['phase'] = 'starting'; phase !== 'ready'; await sleep(200)) {
    const status = readStatus(folders.state);
    if (!status) throw new ExitError('internalError', 'the local cloud was stopped while it started');
    signal.throwIfAborted();
    if (status.failure) throw new ExitError('missingTool', `the local cloud failed: ${status.failure}`);
    if (!isRunning(status.daemon))
      throw new ExitError('internalError', `the daemon died; see ${folders.logs}/daemon.log`);
    phase = status.phase;
    const problem = lastingProblem(folders.workspace);
    if (problem !== undefined) throw new ExitError('missingTool', problem);
    progress.waitFor(status.parts.find(({ state }) => state === 'starting')?.name ?? 'the daemon');
    for (const { name, description } of status.parts.filter(({ state }) => state === 'ready')) {
      if (!said.has(name)) progress.say(`  ${name}: ${description}`);
      said.add(name);
    }
  }
}

/** Leaves nothing of a start that was interrupted. */
async function abandon(folders: Folders, progress: Progress): Promise<void> {
  const status = readRunningStatus(folders.state);
  if (status) await endDaemon(status.daemon, progress);
  await removeLeftovers(folders);
}
