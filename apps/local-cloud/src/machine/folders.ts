import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Folders } from '../types.ts';

/** The local cloud's folders of the workspace that holds this file. */
export function findFolders(): Folders {
  const workspace = findWorkspace(import.meta.dirname);
  const state = join(workspace, '.local-cloud');
  return { workspace, state, logs: join(state, 'logs') };
}

/** Other users may pass through the state folder, whatever the umask; what they find there depends on what it is. */
export function makeFolders({ state, logs }: Folders): void {
  mkdirSync(logs, { recursive: true });
  chmodSync(state, 0o711);
  chmodSync(logs, 0o700);
}

function findWorkspace(folder: string): string {
  if (existsSync(join(folder, 'nx.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('no nx.json above this file');
  return findWorkspace(dirname(folder));
}
