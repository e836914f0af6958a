import { maxOf } from '../metrics/series.ts';
import { MAX_SECONDS_TO_CAPACITY, type Evidence } from '../k6/workloads/index.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { Scaling, TrackedMetric } from '../stage/scaling.ts';
import { scaleOutsBy, type ScalingMoments } from '../summary/scaling-times.ts';
import { count, noDatapoints, type Judgement } from './judgement.ts';

const MINUTE_MS = 60_000;

/** Students ask anew after 25 seconds at most, and may then be answered by a task that was added. */
const TAKE_OVER_MS = 30_000;

/** How the memory of a service went, and what its scaling made of it. */
export interface MemoryRun {
  readonly timeline: Timeline;
  readonly scaling: Scaling;
  readonly moments: ScalingMoments;
  /** When students begin to leave. */
  readonly heldUntil: Date;
  /** Whether so many students came that memory has to go above its target. */
  readonly mustScale: boolean;
  readonly evidence: Evidence;
}

/** The run's first decision has to be the memory policy's, and all tasks that it asked for have to become healthy. */
export function judgeMemoryDecision({
  timeline,
  scaling,
  moments,
  mustScale,
  evidence,
}: MemoryRun): Judgement {
  const limit = MAX_SECONDS_TO_CAPACITY[evidence];
  const target = targetOf(scaling, 'memory');
  const expected = `average memory above ${target} % makes the memory policy add tasks, all healthy within ${limit} s`;
  const peak = maxOf(timeline.memoryPercent);
  if (peak === undefined || target === undefined) return noDatapoints(expected, 'memory and its target');
  const [activity] = scaleOutsBy(scaling, 'memory');
  const { decision, aboveTarget, healthy } = moments;
  const observed = `memory peaked at ${count(peak)} %`;
  if (!activity)
    return {
      passed: peak <= target && !mustScale,
      expected,
      observed: `${observed}, and the memory policy added no task${mustScale && peak <= target ? ': the load was too small to prove it' : ''}`,
    };
  return {
    passed:
      activity.startedAt.getTime() === decision?.getTime() &&
      aboveTarget !== undefined &&
      healthy !== undefined &&
      healthy.getTime() - aboveTarget.getTime() <= limit * 1000,
    expected,
    observed:
      `${observed}; decided ${after(aboveTarget, decision)}, healthy ${after(decision, healthy)}: ` +
      `${activity.description} ${activity.cause}`,
  };
}

/** Otherwise it might have been CPU that added the tasks. It may peak while students arrive, before memory is high. */
export function judgeIdleCpu({ timeline, scaling, moments }: MemoryRun): Judgement {
  const target = targetOf(scaling, 'cpu');
  const since = moments.aboveTarget;
  const expected = `average CPU below ${target} % in each minute${since ? ' since memory is high' : ''}, and no task added because of it`;
  const peak = maxOf(timeline.cpuPercent.filter(({ at }) => !since || at >= since));
  if (peak === undefined || target === undefined) return noDatapoints(expected, 'CPU and its target');
  const activities = scaleOutsBy(scaling, 'cpu').length;
  return {
    passed: peak < target && activities === 0,
    expected,
    observed: `CPU peaked at ${count(peak)} %${since ? ' since then' : ''}, scaling activities because of it: ${activities}`,
  };
}

/** The added tasks have to be of use: each task then holds less. */
export function judgeRelief({ timeline, scaling, moments, heldUntil, mustScale }: MemoryRun): Judgement {
  const target = targetOf(scaling, 'memory');
  const expected = `average memory below ${target} % once the added tasks have taken their part`;
  const { healthy } = moments;
  if (!healthy) return { passed: !mustScale, expected, observed: 'no task was added' };
  const minutes = timeline.memoryPercent.filter(
    ({ at }) =>
      at.getTime() >= healthy.getTime() + TAKE_OVER_MS && at.getTime() + MINUTE_MS <= heldUntil.getTime(),
  );
  const peak = maxOf(minutes);
  if (peak === undefined || target === undefined) return noDatapoints(expected, 'memory after that');
  return {
    passed: peak < target,
    expected,
    observed: `at most ${count(peak)} % in the ${minutes.length} minutes after that`,
  };
}

function targetOf({ policies }: Scaling, metric: TrackedMetric): number | undefined {
  return policies.find(({ tracks }) => tracks === metric)?.targetPercent;
}

function after(from: Date | undefined, to: Date | undefined): string {
  return from && to ? `after ${Math.round((to.getTime() - from.getTime()) / 1000)} s` : 'never';
}
