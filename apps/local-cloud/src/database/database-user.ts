import { execFileSync } from 'node:child_process';
import { childEnvironment } from '@edutechbr/cli';
import { localUser, type LocalUser } from '../machine/local-users.ts';
import { canMount } from '../machine/visible-paths.ts';

/**
 * PostgreSQL refuses to run as root, and `initdb` to run as a user without a name. Where we cannot show it a name of its own
 * (`passwdOf`), `nobody` is a user that has one.
 *
 * @returns undefined when this process is not root
 */
export function databaseUser(): LocalUser | undefined {
  const user = localUser('database');
  return user && !canMount() ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : user;
}

const idOfNobody = (flag: string): number =>
  Number(execFileSync('id', [flag, 'nobody'], { ...childEnvironment('system'), encoding: 'utf8' }));

/** For `/etc/passwd`, as only `initdb` sees it. */
export const passwdOf = ({ uid, gid }: LocalUser): string =>
  `postgres:x:${uid}:${gid}:PostgreSQL of the local cloud:/:/usr/sbin/nologin\n`;
