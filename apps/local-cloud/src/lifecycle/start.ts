import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitError } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { execa } from 'execa';
import { awsClientSettings } from '../aws-clients.ts';
import { readRunningStatus, readStatus, writeStatus, type Status } from '../daemon/status.ts';
import { findFolders, makeFolders } from '../machine/folders.ts';
import { identify, isRunning } from '../machine/process-identity.ts';
import type { Folders } from '../types.ts';
import { forgetDeployments, removeLeftovers } from './leftovers.ts';
import { neededTools } from './needed-tools.ts';
import { openFilesWarning, requireAccessOfOthers, requireFreePorts } from './preflight.ts';
import { Progress } from './progress.ts';
import { endDaemon } from './stop.ts';

/** Starts the daemon unless it runs, and returns when it is ready. */
export async function start(signal: AbortSignal): Promise<void> {
  const folders = findFolders();
  const progress = new Progress();
  try {
    const status = readRunningStatus(folders.state);
    if (status?.phase === 'ready')
      return progress.say(`local cloud is already running (pid ${status.daemon.pid})`);
    if (status?.phase === 'stopping') await endDaemon(status.daemon, progress);
    if (status?.phase === 'starting') {
      progress.say('local cloud is being started already');
      await untilReady(folders, progress, signal);
    } else {
      await launch(folders, progress, signal);
      await untilReady(folders, progress, signal).catch(async (error: unknown) => {
        if (signal.aborted) await abandon(folders, progress);
        throw error;
      });
    }
    progress.say(`local cloud is ready: ${awsClientSettings.endpoint}`);
  } finally {
    progress.end();
  }
}

async function launch(folders: Folders, progress: Progress, signal: AbortSignal): Promise<void> {
  const leftovers = await removeLeftovers(folders);
  if (leftovers) progress.say(leftovers);
  makeFolders(folders);
  // Another start from now on waits for this one.
  sayStarting(folders, process.pid);
  try {
    for (const name of forgetDeployments(folders))
      progress.say(`forgot the deployment ${name}: the emulator that it was in is gone`);
    await requireMachine(folders, progress, signal);
    progress.waitFor('the reference LMS to be built');
    await buildReferenceLms(folders, signal);
    sayStarting(folders, spawnDaemon(folders));
  } catch (error) {
    rmSync(folders.state, { recursive: true });
    throw error;
  }
}

function sayStarting({ state }: Folders, pid: number): void {
  const daemon = identify(pid);
  if (!daemon) throw new Error(`process ${pid} ended at once`);
  writeStatus(state, { daemon, phase: 'starting', parts: [] });
}

async function requireMachine({ state }: Folders, progress: Progress, signal: AbortSignal): Promise<void> {
  const warning = openFilesWarning();
  if (warning) progress.say(warning);
  await requireFreePorts();
  await requireAccessOfOthers(state);
  await ensureTools(neededTools, { signal, report: 'everything' });
}

async function buildReferenceLms({ workspace }: Folders, cancelSignal: AbortSignal): Promise<void> {
  const nx = join(workspace, 'node_modules/.bin/nx');
  const options = {
    cwd: workspace,
    env: { NX_DAEMON: 'false' },
    all: true,
    reject: false,
    cancelSignal,
  } as const;
  const { exitCode, all } = await execa(nx, ['run', 'reference-lms:build', '--skip-sync'], options);
  if (exitCode !== 0) throw new ExitError('internalError', `the reference LMS could not be built:\n${all}`);
}

function spawnDaemon({ workspace, logs }: Folders): number {
  const log = openSync(join(logs, 'daemon.log'), 'a');
  const program = join(import.meta.dirname, '../daemon.ts');
  const args = ['--conditions=@edutechbr/source', '--import', 'tsx', program];
  const child = spawn(process.execPath, args, {
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
    if (status.failure) throw new ExitError('internalError', `the local cloud failed: ${status.failure}`);
    if (!isRunning(status.daemon))
      throw new ExitError('internalError', `the daemon died; see ${folders.logs}/daemon.log`);
    phase = status.phase;
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
