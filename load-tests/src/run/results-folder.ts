import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Makes the folder that takes everything about one run, named by its start and its workload. */
export async function createResultsFolder(
  project: string,
  workload: string,
  now = new Date(),
): Promise<string> {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join(project, 'results', `${time}-${workload}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Makes `results/latest` point at a run, in one step: whoever reads it never finds nothing. */
export async function pointLatestAt(folder: string): Promise<void> {
  const latest = join(folder, '..', 'latest');
  const draft = `${latest}.${process.pid}`;
  await rm(draft, { force: true });
  await symlink(basename(folder), draft);
  await rename(draft, latest);
}
