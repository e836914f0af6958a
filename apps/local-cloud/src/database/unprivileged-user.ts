import { ExitError } from '@edutechbr/cli';
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

/**
 * @throws ExitError `missingTool` when a folder above a program or the data keeps the user out
 */
export async function requireAccess(
  programs: readonly string[],
  folder: string,
  user: UnprivilegedUser,
): Promise<void> {
  try {
    for (const path of [...programs, folder]) await execa('test', ['-x', path], { ...user });
  } catch (error) {
    throw new ExitError(
      'missingTool',
      `PostgreSQL and the tasks do not run as root, and the user nobody may not enter ${folder} or run ` +
        `${programs.join(' or ')}: ` +
        'let others search the folders above (chmod o+x), or run as a user of your own',
      { cause: error },
    );
  }
}
