import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ExitError, messageOf } from '@edutechbr/cli';
import { lock } from 'proper-lockfile';
import { type Machine, type Work } from './machine.ts';

const INCOMPLETE = '.incomplete-';
const SECONDS_UNTIL_LOCK_IS_STALE = 30;
const SECONDS_BETWEEN_REPORTS = 10;

/** Of the system, about a folder that cannot be written to, or no more; in its codes and in programs' words. */
const UNWRITABLE =
  /\b(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC|EDQUOT)\b|permission denied|read-only file system|no space left on device|disk quota exceeded/i;

/**
 * Fills a folder completely or not at all: what is there can be trusted.
 *
 * @param fill - gets a temporary folder that becomes `directory` when it returns
 */
export async function installAtomically(
  directory: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  const temporary = await mkdtemp(join(dirname(directory), `${basename(directory)}${INCOMPLETE}`));
  try {
    await fill(temporary);
    // What is there already is broken, or it would have been found.
    await rm(directory, { recursive: true, force: true });
    await rename(temporary, directory);
  } finally {
    // Again when a program that was interrupted still writes its last file.
    await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Runs `work` while no other run installs into the cache folder; waits its turn, visibly. */
export async function withCacheLock<Result>(
  { machine, signal, progress }: Work,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(machine.cacheDirectory, { recursive: true });
  const release = await waitForLock();
  try {
    await removeIncomplete(machine.cacheDirectory);
    return await work();
  } finally {
    await release();
  }

  async function waitForLock(): Promise<() => Promise<void>> {
    for (let seconds = 0; ; seconds++) {
      try {
        return await lock(machine.cacheDirectory, {
          lockfilePath: join(machine.cacheDirectory, 'lock'),
          stale: SECONDS_UNTIL_LOCK_IS_STALE * 1000,
        });
      } catch (error) {
        if (!isLocked(error)) throw error;
      }
      if (seconds % SECONDS_BETWEEN_REPORTS === 0) progress(`${seconds} s: waiting for another installation`);
      await setTimeout(1000, undefined, { signal });
    }
  }
}

/**
 * Says of a cache folder that is read-only or full what can be done about it.
 *
 * @throws ExitError 3 that names the folder; any other error as it is
 */
export async function explainCacheErrors<Result>(
  { cacheDirectory }: Machine,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const message = messageOf(error);
    if (!UNWRITABLE.test(message)) throw error;
    const advice = `Make room in it, or name another folder: export XDG_CACHE_HOME=/path/to/folder`;
    throw new ExitError('missingTool', `cannot write to ${cacheDirectory}: ${message}. ${advice}`, {
      cause: error,
    });
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}

/** What runs left behind that were killed. */
async function removeIncomplete(cacheDirectory: string): Promise<void> {
  for (const name of await readdir(cacheDirectory)) {
    if (name.includes(INCOMPLETE)) await rm(join(cacheDirectory, name), { recursive: true, force: true });
  }
}
