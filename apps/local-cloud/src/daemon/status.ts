import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, type ProcessIdentity } from '@edutechbr/cli';

/** What the daemon tells about itself, in `.local-cloud/status.json`. */
export interface Status {
  readonly daemon: ProcessIdentity;
  readonly phase: 'starting' | 'ready' | 'stopping' | 'failed';
  /** Why it failed. @default - it did not */
  readonly failure?: string;
  readonly parts: readonly PartStatus[];
  /** What bounds a load on it. @default - it is not known yet */
  readonly bounds?: Bounds;
}

/** Read by the load test, which is refused when they are too tight. */
export interface Bounds {
  /** Files that the load balancer may have open: two for each request under way. `null`: as many as it likes. */
  readonly openFiles: number | null;
  /** Whether the CPU and memory of tasks are bounded and measured. Without that nothing can be said about scaling. */
  readonly cgroups: boolean;
}

export interface PartStatus {
  readonly name: string;
  readonly state: 'waiting' | 'starting' | 'ready';
  /** What it does right now. */
  readonly description: string;
  /** Why its last tick failed, or what its programs say that die each time. @default - it works */
  readonly problem?: string;
  /** Since when its programs die each time they are started: waiting is in vain. ISO 8601. @default - they do not */
  readonly failingSince?: string;
}

/** A daemon that works writes its status every two seconds. */
const SECONDS_OF_A_HUNG_DAEMON = 30;

/** @returns for how many seconds the daemon has said nothing, when that is too long; undefined when it is not */
export function secondsOfSilence(stateFolder: string): number | undefined {
  const { mtimeMs } = statSync(join(stateFolder, 'status.json'));
  const seconds = Math.round((Date.now() - mtimeMs) / 1000);
  return seconds > SECONDS_OF_A_HUNG_DAEMON ? seconds : undefined;
}

/** A reader never sees half a file. */
export function writeStatus(stateFolder: string, status: Status): void {
  const file = join(stateFolder, 'status.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(status, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** @returns undefined when no daemon has written one */
export function readStatus(stateFolder: string): Status | undefined {
  try {
    return JSON.parse(readFileSync(join(stateFolder, 'status.json'), 'utf8')) as Status;
  } catch {
    return undefined;
  }
}

/** @returns the status of a daemon that runs now, undefined when none does */
export function readRunningStatus(stateFolder: string): Status | undefined {
  const status = readStatus(stateFolder);
  return status && isRunning(status.daemon) ? status : undefined;
}
