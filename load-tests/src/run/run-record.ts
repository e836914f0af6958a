import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outputsSchema } from '../stage/outputs.ts';
import { parseK6Export, type K6Results } from '../summary/k6-export.ts';

/** k6's own export in a run's folder. */
export const K6_EXPORT = 'k6-summary.json';

const RUN_RECORD = 'run.json';

const recordSchema = z.object({
  stage: z.string(),
  environmentSuffix: z.string(),
  commit: z.string(),
  workload: z.string(),
  /** Students that were to be signed in at once. */
  sessions: z.number(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  /** The largest number of students signed in at once, sampled every few seconds. */
  peakSessions: z.number(),
  loadGenerator: z.object({ peakRssMiB: z.number(), cpuCores: z.number(), idleCpuPercent: z.number() }),
  capacity: z
    .array(z.object({ at: z.coerce.date(), desired: z.number(), running: z.number(), healthy: z.number() }))
    .readonly(),
  outputs: outputsSchema,
});

/** A load that has been generated: all that the assertions and the report need besides the AWS API. */
export type RunRecord = z.infer<typeof recordSchema>;

export async function writeRunRecord(folder: string, record: RunRecord): Promise<void> {
  await writeFile(join(folder, RUN_RECORD), `${JSON.stringify(record, null, 2)}\n`);
}

export async function readRunRecord(folder: string): Promise<RunRecord> {
  return recordSchema.parse(JSON.parse(await readFile(join(folder, RUN_RECORD), 'utf8')));
}

/** @returns undefined when k6 ended before it could export anything. */
export async function readK6Results(folder: string): Promise<K6Results | undefined> {
  const text = await readFile(join(folder, K6_EXPORT), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseK6Export(text);
}
