import { execFileSync } from 'node:child_process';
import { chmodSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '@edutechbr/cli';

/** A user that exists by its numbers only. */
export interface LocalUser {
  readonly uid: number;
  readonly gid: number;
}

/** `task`: where the task definition says no user by number. */
const kinds = ['emulator', 'database', 'redis', 'load-balancer', 'task'] as const;

export type LocalUserKind = (typeof kinds)[number];

/** From 61184 on systemd keeps numbers for services without a user of their own: no person and no package gets one. */
const candidates = Array.from({ length: 64 }, (_, index) => 61_184 + index);

let users: ReadonlyMap<LocalUserKind, LocalUser> | undefined;

/**
 * Who the processes of one kind run as: a user without a name, a group, a login or anything of its own but what we give it. Not
 * `nobody`, whom any other program may be as well, and whose processes could then signal ours and read what they hold.
 *
 * @returns undefined when this process is not root: everything then runs as its own user
 */
export function localUser(kind: LocalUserKind): LocalUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  users ??= chooseUsers(takenIds());
  return users.get(kind);
}

/** Makes files and folders a user's own. Where everything runs as the same user they are already. */
export function giveTo(user: LocalUser | undefined, ...paths: string[]): void {
  if (user) for (const path of paths) lchownSync(path, user.uid, user.gid);
}

/**
 * Lets other users read a program of this workspace, file or folder, that was installed or built under a umask that shuts them
 * out. Nothing changes where everything runs as the same user.
 */
export function letOthersRead(path: string): void {
  if (process.getuid?.() !== 0) return;
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  const mayRun = stats.isDirectory() || (stats.mode & 0o100) !== 0;
  const wanted = stats.mode | (mayRun ? 0o055 : 0o044);
  if (wanted !== stats.mode) chmodSync(path, wanted);
  if (stats.isDirectory()) for (const name of readdirSync(path)) letOthersRead(join(path, name));
}

/** @throws Error when there are not enough numbers that neither a user nor a group has */
export function chooseUsers(taken: ReadonlySet<number>): Map<LocalUserKind, LocalUser> {
  const free = candidates.filter((id) => !taken.has(id));
  return new Map(
    kinds.map((kind, index) => {
      const id = free[index];
      if (id === undefined) throw new Error('almost all user numbers from 61184 to 61247 are taken');
      return [kind, { uid: id, gid: id }];
    }),
  );
}

/** Asks as the machine itself looks for names: services of systemd and users of a directory are known as well. */
function takenIds(): Set<number> {
  return new Set(['passwd', 'group'].flatMap(takenIn));
}

function takenIn(database: string): number[] {
  // Ends with 2 when it does not know all of them.
  const script = 'getent "$@" || [ $? -eq 2 ]';
  const args = ['-c', script, 'sh', database, ...candidates.map(String)];
  const lines = execFileSync('sh', args, { ...childEnvironment('system'), encoding: 'utf8' }).split('\n');
  return lines.filter(Boolean).map((line) => Number(line.split(':')[2]));
}
