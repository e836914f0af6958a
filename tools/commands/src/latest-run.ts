import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from './programs.ts';

/** Where load tests write: a folder for each run. */
export const results = join(workspaceRoot, 'load-tests/results');

/** The folder of the run that was judged last; nothing when there was none. */
export const latestRun = (): Promise<string | undefined> =>
  readlink(join(results, 'latest')).catch(() => undefined);
