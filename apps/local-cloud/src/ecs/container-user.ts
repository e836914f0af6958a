import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { PosixUser } from './posix-folder.ts';

/**
 * The `user` of a container definition, where it is said by numbers: `1000` or `1000:1000`.
 *
 * @returns undefined for names, which only the image's own files know, and when nothing is said
 */
export function containerUser({ user = '' }: Pick<ContainerDefinition, 'user'>): PosixUser | undefined {
  const [, uid, gid = '0'] = /^(\d+)(?::(\d+))?$/.exec(user) ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid), groups: [] };
}
