import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { RunRecord } from '../run/run-record.ts';
import type { Summary } from './summary.ts';

/** A run of the past, as far as a later one is compared with it. */
export interface PreviousRun {
  readonly startedAt: Date;
  readonly commit: string;
  readonly passed: boolean;
  /** Its `summary.json`, unchecked: another version of the load test may have written it without some of the figures. */
  readonly summary: unknown;
}

const summarySchema = z.looseObject({
  workload: z.string(),
  stage: z.string(),
  evidence: z.string(),
  commit: z.string(),
  passed: z.boolean(),
});

const recordSchema = z.object({ sessions: z.number(), startedAt: z.coerce.date() });

/**
 * Looks among the results beside `folder` for the newest run before it that loaded the same stage in the same way.
 *
 * @returns undefined when there is none; a run whose files are missing or broken is passed over
 */
export async function findPreviousRun(
  folder: string,
  { workload, stage, evidence }: Pick<Summary, 'workload' | 'stage' | 'evidence'>,
  { sessions }: Pick<RunRecord, 'sessions'>,
): Promise<PreviousRun | undefined> {
  const results = dirname(folder);
  const earlier = (await readdir(results))
    .filter((name) => name.endsWith(`-${workload}`) && name < basename(folder))
    .sort()
    .reverse();
  for (const name of earlier) {
    const run = await readRun(join(results, name));
    if (
      run?.summary.workload === workload &&
      run.summary.stage === stage &&
      run.summary.evidence === evidence &&
      run.record.sessions === sessions
    ) {
      const { commit, passed } = run.summary;
      return { startedAt: run.record.startedAt, commit, passed, summary: run.summary };
    }
  }
  return undefined;
}

async function readRun(folder: string) {
  try {
    const json = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(folder, name), 'utf8'));
    return {
      summary: summarySchema.parse(await json('summary.json')),
      record: recordSchema.parse(await json('run.json')),
    };
  } catch {
    return undefined;
  }
}
