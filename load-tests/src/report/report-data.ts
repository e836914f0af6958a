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
