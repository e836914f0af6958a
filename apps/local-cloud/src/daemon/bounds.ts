import { execFileSync } from 'node:child_process';
import { childEnvironment } from '@edutechbr/cli';
import { openCgroups } from '../machine/cgroups/index.ts';
import type { Bounds } from './status.ts';

/** What bounds every load on the parts that this daemon starts. */
export function findBounds(workspace: string): Bounds {
  // The hard limit: HAProxy raises its own to it.
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], {
    ...childEnvironment('system'),
    encoding: 'utf8',
  }).trim();
  return {
    openFiles: limit === 'unlimited' ? null : Number(limit),
    cgroups: openCgroups(workspace) !== undefined,
  };
}
