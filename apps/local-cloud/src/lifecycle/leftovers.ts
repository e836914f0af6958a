import { existsSync } from 'node:fs';
import { readStatus } from '../daemon/status.ts';
import { unlockFolders } from '../ecs/posix-folder.ts';
import { openCgroups } from '../machine/cgroups/index.ts';
import { removeFolders } from '../machine/folders.ts';
import { ProcessRecords } from '../machine/process-records.ts';
import type { Folders } from '../types.ts';

/**
 * Removes what a daemon that is gone has left: its processes, its cgroups and its files.
 *
 * @returns what is said about it, nothing when nothing was left
 */
export async function removeLeftovers(folders: Folders): Promise<string | undefined> {
  const { state, workspace } = folders;
  if (!existsSync(state)) return undefined;
  const status = readStatus(state);
  const processes = await new ProcessRecords(state).endAll();
  await openCgroups(workspace)?.remove();
  unlockFolders(state);
  removeFolders(folders);
  if (status?.phase === 'stopping' && processes.length === 0) return undefined;
  const ended = processes.length > 0 ? `its processes ${processes.join(', ')} and ` : '';
  return `removed ${ended}the files of a local cloud that did not end cleanly: ${status?.failure ?? 'it was killed'}`;
}
