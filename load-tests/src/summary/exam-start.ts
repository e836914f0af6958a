import { findWorkload } from '../k6/workloads/index.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { RunRecord, TracePoint } from '../run/run-record.ts';
import { evidenceOf } from '../stage/outputs.ts';
import type { Scaling, ScalingActivity } from '../stage/scaling.ts';
import type { Capacity } from '../stage/service.ts';
import { healthyAfter } from './scaling-times.ts';
import { idealTaskSeconds, usedTaskSeconds, type Span } from './task-seconds.ts';

/** Capacity that is scheduled for an exam has to be healthy so long before it starts. */
export const SECONDS_AHEAD = 300;

/** How an exam went that all students started at once; undefined where it could not be measured. */
export interface ExamStartMeasured {
  readonly requests: number;
  readonly failed: number;
  /** When the exam started. */
  readonly tasksAtStart: number;
  /** How long those tasks had been healthy by then. */
  readonly secondsHealthyAhead: number | undefined;
  /** Whether CloudWatch still knew when the tasks were full: what counts from there is no figure otherwise. */
  readonly knowsWhenFull: boolean;
  /** From the start of the exam to that of the first period in which the tasks were full; undefined when they never were. */
  readonly secondsUntilFull: number | undefined;
  /** From there to the burst policy's decision. */
  readonly secondsToBurst: number | undefined;
  /** From there until all tasks that the burst policy had asked for were healthy. */
  readonly secondsToHealthyBurst: number | undefined;
  /** From five minutes ahead until the exam's end. */
  readonly taskSeconds: number;
  /** What they would be if everybody had known the exam. */
  readonly idealTaskSeconds: number | undefined;
}

/** @returns undefined when the run's workload starts no exam, or the run was over before it started. */
export function measureExamStart(
  record: RunRecord,
  timeline: Timeline,
  scaling: Scaling,
): ExamStartMeasured | undefined {
  const exam = examOf(record);
  if (!exam || record.endedAt < exam.until) return undefined;
  const { capacity, trace } = record;
  const burst = scaling.activities.find(isBurst(exam.from));
  const healthy = burst && healthyAfter(burst.startedAt, capacity);
  const full = scaling.fullPeriods?.find((at) => at >= exam.from && at <= exam.until);
  const since = full ?? exam.from;
  const fromAhead = { from: new Date(exam.from.getTime() - SECONDS_AHEAD * 1000), until: exam.until };
  const target = scaling.policies.find(({ tracks }) => tracks === 'cpu')?.targetPercent;
  return {
    ...requestsIn(trace, exam),
    tasksAtStart: capacityAt(capacity, exam.from)?.desired ?? 0,
    secondsHealthyAhead: secondsHealthyBefore(capacity, exam.from),
    knowsWhenFull: scaling.fullPeriods !== undefined,
    secondsUntilFull: full && secondsFrom(exam.from, full),
    secondsToBurst: burst && secondsFrom(since, burst.startedAt),
    secondsToHealthyBurst: healthy && secondsFrom(since, healthy),
    taskSeconds: usedTaskSeconds(capacity, fromAhead),
    idealTaskSeconds:
      target === undefined
        ? undefined
        : idealTaskSeconds(
            timeline,
            { minTasks: scaling.minTasks, targetCpuPercent: target },
            exam,
            SECONDS_AHEAD,
          ),
  };
}

/** When the exam is written, by the workload's plan. */
export function examOf({ workload: name, outputs, startedAt }: RunRecord): Span | undefined {
  const workload = findWorkload(name);
  const evidence = evidenceOf(outputs);
  const exam = workload?.examStart?.(evidence);
  if (!workload || !exam) return undefined;
  const { rampSeconds } = workload.phases(evidence);
  const from = startedAt.getTime() + (rampSeconds + exam.afterSeconds) * 1000;
  return { from: new Date(from), until: new Date(from + exam.forSeconds * 1000) };
}

/** The burst policy is neither target tracking, whose alarms bear its name, nor a scheduled action. */
const isBurst =
  (since: Date) =>
  ({ startedAt, cause, status }: ScalingActivity): boolean =>
    startedAt >= since &&
    status !== 'Failed' &&
    cause.includes('triggered policy') &&
    !cause.includes('TargetTracking-');

function requestsIn(trace: readonly TracePoint[], { from, until }: Span) {
  const at = (moment: Date) => trace.findLast((point) => point.at <= moment) ?? { requests: 0, failed: 0 };
  const [before, after] = [at(from), at(until)];
  return { requests: after.requests - before.requests, failed: after.failed - before.failed };
}

function capacityAt(capacity: readonly Capacity[], moment: Date): Capacity | undefined {
  return capacity.findLast(({ at }) => at <= moment);
}

/** How long as many tasks as are desired at a moment had been healthy without a break. */
function secondsHealthyBefore(capacity: readonly Capacity[], moment: Date): number | undefined {
  const wanted = capacityAt(capacity, moment)?.desired;
  if (wanted === undefined) return undefined;
  const before = capacity.filter(({ at }) => at <= moment);
  const broken = before.findLastIndex(({ healthy }) => healthy < wanted);
  const since = before[broken + 1];
  return since && secondsFrom(since.at, moment);
}

function secondsFrom(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}
