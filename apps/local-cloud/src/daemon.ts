import { ExitError, identify, messageOf, runProgram } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBounds } from './daemon/bounds.ts';
import { createParts, logTo } from './daemon/parts.ts';
import { writeStatus, type Status } from './daemon/status.ts';
import { Supervisor } from './daemon/supervisor.ts';
import { neededTools } from './lifecycle/needed-tools.ts';
import { findFolders, makeFolders } from './machine/folders.ts';

const SECONDS_BETWEEN_STATUS = 2;

/** This machine as a stage: runs until SIGTERM, or until a part has died without which nothing is left. */
runProgram(async (interruption) => {
  // What is private says so itself. The rest is read by the users whom the parts run as.
  process.umask(0o022);
  const folders = findFolders();
  makeFolders(folders);
  const daemon = identify(process.pid);
  if (!daemon) throw new Error('this process is not in /proc');

  const death = new AbortController();
  const die = (reason: unknown) => death.abort(reason);
  const end = AbortSignal.any([interruption, death.signal]);
  const tools = await ensureTools(neededTools, { signal: end });
  const { parts, deaths } = await createParts(folders, tools, die);

  const bounds = findBounds(folders.workspace);
  let phase: Status['phase'] = 'starting';
  const say = (failure?: string) =>
    writeStatus(folders.state, { daemon, phase, failure, parts: supervisor.status(), bounds });
  const deathsOf = (part: string) => deaths.get(part)?.problem();
  const supervisor = new Supervisor(parts, logTo(folders, 'daemon'), say, deathsOf);
  const sayReady = () => {
    if (!end.aborted) phase = 'ready';
  };
  void supervisor.start().then(sayReady, die);
  while (!end.aborted) {
    say();
    await sleep(SECONDS_BETWEEN_STATUS * 1000, undefined, { signal: end }).catch(() => undefined);
  }

  phase = 'stopping';
  await supervisor.stop();
  if (interruption.aborted) return;
  const reason: unknown = death.signal.reason;
  const failure = messageOf(reason);
  phase = 'failed';
  say(failure);
  throw new ExitError('internalError', failure);
});
