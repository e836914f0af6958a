import { chmodSync, existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSocketsFolder, removeSocketsFolder, socketsFolders } from '@edutechbr/cli';
import type { Folders } from '../types.ts';

/** The local cloud's folders of the workspace that holds this file. */
export function findFolders(): Folders {
  const workspace = findWorkspace(import.meta.dirname);
  const state = join(workspace, '.local-cloud');
  const sockets = socketsInUse(state) ?? socketsFolders(workspace)[0] ?? '';
  return { workspace, state, logs: join(state, 'logs'), sockets };
}

/**
 * Other users may pass through the state folder, whatever the umask; what they find there depends on what it is.
 *
 * @throws ExitError 3 when the sockets cannot be where they should
 */
export function makeFolders({ state, logs, sockets }: Folders): void {
  makeSocketsFolder(sockets);
  mkdirSync(logs, { recursive: true });
  chmodSync(state, 0o711);
  chmodSync(logs, 0o700);
  if (!socketsInUse(state)) symlinkSync(sockets, linkToSockets(state));
}

export function removeFolders({ state, sockets }: Pick<Folders, 'state' | 'sockets'>): void {
  removeSocketsFolder(sockets);
  rmSync(state, { recursive: true, force: true });
}

const linkToSockets = (state: string): string => join(state, 'sockets');

/** The folder of a local cloud that was started, perhaps in another environment than this command. */
function socketsInUse(state: string): string | undefined {
  try {
    return readlinkSync(linkToSockets(state));
  } catch {
    return undefined;
  }
}

function findWorkspace(folder: string): string {
  if (existsSync(join(folder, 'nx.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('no nx.json above this file');
  return findWorkspace(dirname(folder));
}
