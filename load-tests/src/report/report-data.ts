import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Timeline } from '../metrics/timeline.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { Phases } from '../k6/workloads/index.ts';
import type { Scaling } from '../stage/scaling.ts';
import type { ScalingMoments } from '../summary/scaling-times.ts';
import type { TaskEvent } from '../stage/task-events.ts';
import type { PreviousRun } from '../summary/previous-run.ts';
import type { Summary } from '../summary/summary.ts';

/** All that a report is made of. */
export interface ReportData {
  readonly summary: Summary;
  readonly record: RunRecord;
  readonly phases: Phases;
  readonly timeline: Timeline;
  readonly scaling: Scaling;
  readonly moments: ScalingMoments;
  /** Tasks that came and went during the run, from the earliest to the latest. */
  readonly taskEvents: readonly TaskEvent[];
  /** What the run is compared with. @default - it is the first of its workload */
  readonly previous?: PreviousRun;
}

const FILE = 'report-data.json';

/** Keeps what a report was made of: of a stage that is destroyed nobody can ask it again. */
export async function writeReportData(folder: string, data: ReportData): Promise<void> {
  await writeFile(join(folder, FILE), JSON.stringify(data));
}

export async function readReportData(folder: string): Promise<ReportData> {
  return JSON.parse(await readFile(join(folder, FILE), 'utf8'), reviveDate);
}

const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function reviveDate(_key: string, value: unknown): unknown {
  return typeof value === 'string' && isoDate.test(value) ? new Date(value) : value;
}
