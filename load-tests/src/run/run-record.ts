import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outputsSchema } from '../stage/outputs.ts';
import { parseK6Export, type K6Results } from '../summary/k6-export.ts';
import { percentilesSchema } from './response-times.ts';
import { testimonySchema } from './witness.ts';

/** k6's own export in a run's folder. */
export const K6_EXPORT = 'k6-summary.json';

const RUN_RECORD = 'run.json';

const eventSchema = z.object({
  at: z.coerce.date(),
  /** Something was broken on purpose, somebody asked for a change, the system is whole again, or an incident failed. */
  kind: z.enum(['fault', 'change', 'recovery', 'problem']),
  label: z.string(),
});

/** What happened to the deployed system while students worked. */
export type RunEvent = z.infer<typeof eventSchema>;

const traceSchema = z.object({
  at: z.coerce.date(),
  requests: z.number(),
  failed: z.number(),
  sessionsLost: z.number(),
});

/** What students had done by a moment, all since the start of the load. */
export type TracePoint = z.infer<typeof traceSchema>;

const probeSchema = z.object({
  startedAt: z.coerce.date(),
  /** Until the LMS had answered that the session is written. @default - it refused, or did not answer */
  milliseconds: z.number().optional(),
});

/** One session written by somebody who asks much more often than a student does. */
export type ProbeWrite = z.infer<typeof probeSchema>;

const steadySchema = z.object({
  /** @default - k6 had no answer in them */
  k6: percentilesSchema.optional(),
  /** Of a lone client beside it. @default - it had no answer in them */
  witness: testimonySchema.optional(),
});

/** What k6 and the witness measured while all students were there. */
export type SteadyTimes = z.infer<typeof steadySchema>;

const recordSchema = z.object({
  stage: z.string(),
  environmentSuffix: z.string(),
  commit: z.string(),
  workload: z.string(),
  /** Students that were to be signed in at once. */
  sessions: z.number(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  /** CPU that a task reserves: 1024 is one vCPU. */
  taskCpuUnits: z.number(),
  /** The quickest round trip from the load generator to the load balancer. @default - a run of the past */
  roundTripMs: z.number().optional(),
  /** The largest number of students signed in at once. */
  peakSessions: z.number(),
  loadGenerator: z.object({
    peakRssMiB: z.number(),
    cpuCores: z.number(),
    idleCpuPercent: z.number(),
    /** Percent by which its heap could grow between two collections of garbage. */
    gogc: z.number(),
  }),
  /** Response times in the steady minutes. */
  steady: steadySchema,
  capacity: z
    .array(z.object({ at: z.coerce.date(), desired: z.number(), running: z.number(), healthy: z.number() }))
    .readonly(),
  /** From the earliest to the latest. */
  events: z.array(eventSchema).readonly(),
  /** A point every few seconds. */
  trace: z.array(traceSchema).readonly(),
  /** Empty unless something happened to the system. */
  probe: z.array(probeSchema).readonly(),
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
