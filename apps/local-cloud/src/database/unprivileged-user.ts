import { execa } from 'execa';
import { userInfo } from 'node:os';

export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. `nobody` is on every system, so that no user has to be made and removed.
 *
 * @returns undefined when this process is not root
 */
export async function findUnprivilegedUser(): Promise<UnprivilegedUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await execa('id', [flag, 'nobody'])).stdout)),
  );
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
