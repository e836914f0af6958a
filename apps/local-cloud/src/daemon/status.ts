import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, type ProcessIdentity } from '../machine/process-identity.ts';

/** What the daemon tells about itself, in `.local-cloud/status.json`. */
export interface Status {
  readonly daemon: ProcessIdentity;
  readonly phase: 'starting' | 'ready' | 'stopping' | 'failed';
  /** Why it failed. @default - it did not */
  readonly failure?: string;
  readonly parts: readonly PartStatus[];
}

export interface PartStatus {
  readonly name: string;
  readonly state: 'waiting' | 'starting' | 'ready';
  /** What it does right now. */
  readonly description: string;
  /** Why its last tick failed. @default - it did not */
  readonly problem?: string;
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
