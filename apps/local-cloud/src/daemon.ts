import { ExitError, runProgram } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParts, logTo } from './daemon/parts.ts';
import { writeStatus, type Status } from './daemon/status.ts';
import { Supervisor } from './daemon/supervisor.ts';
import { findFolders, makeFolders } from './machine/folders.ts';
import { identify } from './machine/process-identity.ts';
import { neededTools } from './lifecycle/needed-tools.ts';

const SECONDS_BETWEEN_STATUS = 2;

/** This machine as a stage: runs until SIGTERM, or until a part has died without which nothing is left. */
runProgram(async (signal) => {
  const folders = findFolders();
  makeFolders(folders);
  const daemon = identify(process.pid);
  if (!daemon) throw new Error('this process is not in /proc');
  const tools = await ensureTools(neededTools, { signal });

  const ending = new AbortController();
  const end = (failure?: string) => ending.abort(failure);
  signal.addEventListener('abort', () => end());
  const parts = await createParts(folders, tools, end);

  let phase: Status['phase'] = 'starting';
  let failure: string | undefined;
  const say = () => writeStatus(folders.state, { daemon, phase, failure, parts: supervisor.status() });
  const supervisor = new Supervisor(parts, logTo(folders, 'daemon'), say);

  const started = supervisor.start().then(
    () => (phase = 'ready'),
    (error: unknown) => end(error instanceof Error ? error.message : String(error)),
  );
  while (!ending.signal.aborted) {
    say();
    await sleep(SECONDS_BETWEEN_STATUS * 1000, undefined, { signal: ending.signal }).catch(() => undefined);
  }

  phase = 'stopping';
  await started;
  await supervisor.stop();
  if (signal.aborted) return;
  [phase, failure] = ['failed', String(ending.signal.reason)];
  say();
  throw new ExitError('internalError', failure);
});
