import { childEnvironment } from '@edutechbr/cli';
import { execa } from 'execa';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { availableMemoryMiB } from './memory.ts';

/** What limits a load test on this machine. */
export interface Machine {
  /** The hard limit: k6 raises its own soft limit to it. */
  readonly openFiles: number;
  readonly freeMemoryMiB: number;
  /** Where the results are written, and the local stage's state. */
  readonly freeDiskMiB: number;
  /** @default - the stage that is loaded runs elsewhere */
  readonly localCloud?: LocalCloud;
}

/** What the local cloud, on the same machine, says of itself. */
export interface LocalCloud {
  /** Why it has failed. @default - it has not */
  readonly failure?: string;
  /** The hard limit of its load balancer. */
  readonly openFiles: number;
  /** Whether the CPU and memory of tasks are bounded and measured. */
  readonly cgroups: boolean;
}

/** What we read of `.local-cloud/status.json`. */
const statusSchema = z.object({
  failure: z.string().optional(),
  bounds: z.object({ openFiles: z.number().nullable(), cgroups: z.boolean() }).optional(),
});

export async function inspectMachine(
  { stage }: Pick<Settings, 'stage'>,
  workspace: string,
): Promise<Machine> {
  const { stdout } = await execa('sh', ['-c', 'ulimit -Hn'], childEnvironment('system'));
  const { bavail, bsize } = statfsSync(workspace);
  return {
    openFiles: stdout === 'unlimited' ? Infinity : Number(stdout),
    freeMemoryMiB: availableMemoryMiB(),
    freeDiskMiB: Math.floor((bavail * bsize) / 2 ** 20),
    localCloud: stage === 'local' ? readLocalCloud(workspace) : undefined,
  };
}

/** @returns undefined when none has been started, or it is only starting */
function readLocalCloud(workspace: string): LocalCloud | undefined {
  const file = join(workspace, '.local-cloud/status.json');
  if (!existsSync(file)) return undefined;
  const { failure, bounds } = statusSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (!bounds) return undefined;
  return { failure, openFiles: bounds.openFiles ?? Infinity, cgroups: bounds.cgroups };
}
