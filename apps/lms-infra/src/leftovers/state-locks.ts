import { ExitError } from '@edutechbr/cli';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const SUFFIX = '.lock.info';

const infoSchema = z.object({ Operation: z.string() });

export interface AbandonedLock {
  /** The stack's name. */
  readonly stack: string;
  /** Whether Terraform was changing things: what it was creating when it was killed is not in its state. */
  readonly changing: boolean;
}

/**
 * Removes the locks that killed Terraforms have left beside local states.
 *
 * @param folder of the states of one deployment
 * @throws ExitError 3 that names the process when a Terraform that lives holds a lock; nothing is removed then.
 */
export function removeAbandonedLocks(folder: string, locks = readProcLocks()): AbandonedLock[] {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(SUFFIX)) : [];
  const abandoned = found.map((name) => {
    // Terraform writes `.network.tfstate.lock.info`, and takes a POSIX lock on `network.tfstate`, which dies with it.
    const state = join(folder, name.slice(1, -SUFFIX.length));
    const pid = existsSync(state) ? holderOf(statSync(state).ino, locks) : undefined;
    if (pid !== undefined)
      throw new ExitError(
        'missingTool',
        `a Terraform that runs (pid ${pid}) holds the lock of ${state}: wait until it has ended, or end it with "kill -INT ${pid}"`,
      );
    return { file: join(folder, name), stack: name.slice(1, -'.tfstate'.length - SUFFIX.length) };
  });
  return abandoned.map(({ file, stack }) => {
    const changing = isChanging(file);
    rmSync(file, { force: true });
    return { stack, changing };
  });
}

/** The process that holds a POSIX lock on a file, in the words of `/proc/locks`. */
export function holderOf(inode: number, locks: string): number | undefined {
  for (const line of locks.split('\n')) {
    const [, type, , , pid, file = ''] = line.trim().split(/\s+/);
    if (type === 'POSIX' && file.endsWith(`:${inode}`)) return Number(pid);
  }
  return undefined;
}

/** A plan changes nothing. Half a lock's file tells nothing: then the worse is assumed. */
function isChanging(file: string): boolean {
  try {
    const { Operation } = infoSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return Operation !== 'OperationTypePlan';
  } catch {
    return true;
  }
}

function readProcLocks(): string {
  return existsSync('/proc/locks') ? readFileSync('/proc/locks', 'utf8') : '';
}
