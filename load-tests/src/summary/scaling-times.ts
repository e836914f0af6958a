import { maxOf, minOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { Capacity } from '../stage/service.ts';
import type { Scaling, ScalingActivity, TrackedMetric, TrackingPolicy } from '../stage/scaling.ts';

const MINUTE_MS = 60_000;

/** How the service grew during a run; null where it did not, or where CloudWatch holds nothing. */
export interface ScalingTimes {
  readonly minTasks: number | null;
  readonly peakTasks: number | null;
  /** To the scaling activity, from the start of the first of the metric's periods that were above the target without a break. */
  readonly secondsToDecision: number | null;
  /** From there to as many healthy targets as desired. */
  readonly secondsToHealthyCapacity: number | null;
}

/** The moments that the seconds lie between. */
export interface ScalingMoments {
  readonly decision?: Date;
  readonly aboveTarget?: Date;
  readonly healthy?: Date;
}

/** The activities by which a policy that tracks `metric` added tasks. Its cause names the alarm of high load. */
export function scaleOutsBy({ policies, activities }: Scaling, metric: TrackedMetric): ScalingActivity[] {
  const names = policies.filter(({ tracks }) => tracks === metric).map(({ name }) => name);
  return activities.filter(
    ({ cause, status }) =>
      cause.includes('AlarmHigh') &&
      status !== 'Failed' &&
      names.some((name) => cause.includes(`policy ${name}`)),
  );
}

export function scalingMoments(
  timeline: Timeline,
  scaling: Scaling,
  capacity: readonly Capacity[],
): ScalingMoments {
  const decisions = (['cpu', 'memory'] as const)
    .flatMap((metric) => scaleOutsBy(scaling, metric).map(({ startedAt }) => ({ metric, startedAt })))
    .sort((left, right) => left.startedAt.getTime() - right.startedAt.getTime());
  const decision = decisions[0];
  if (!decision) return {};
  const policy = scaling.policies.find(({ tracks }) => tracks === decision.metric);
  return {
    decision: decision.startedAt,
    aboveTarget: policy && firstAbove(timeline, policy, decision.startedAt),
    healthy: healthyAfter(decision.startedAt, capacity),
  };
}

export function scalingTimes(timeline: Timeline, moments: ScalingMoments): ScalingTimes {
  const { decision, aboveTarget, healthy } = moments;
  return {
    minTasks: minOf(timeline.runningTasks) ?? null,
    peakTasks: maxOf(timeline.runningTasks) ?? null,
    secondsToDecision: secondsBetween(aboveTarget, decision),
    secondsToHealthyCapacity: secondsBetween(decision, healthy),
  };
}

/** Of the minutes that were over when it was decided, the first after which none was at the target or below. */
function firstAbove(
  timeline: Timeline,
  { tracks, targetPercent }: TrackingPolicy,
  before: Date,
): Date | undefined {
  const series = tracks === 'cpu' ? timeline.cpuPercent : timeline.memoryPercent;
  const minutes = series.filter(({ at }) => at.getTime() + MINUTE_MS <= before.getTime());
  return minutes[minutes.findLastIndex(({ value }) => value <= targetPercent) + 1]?.at;
}

/** When the tasks that the decision asked for were all healthy behind the load balancer. */
export function healthyAfter(decision: Date, capacity: readonly Capacity[]): Date | undefined {
  const before = capacity.filter(({ at }) => at < decision).at(-1)?.desired ?? 0;
  return capacity.find(({ at, desired, healthy }) => at >= decision && desired > before && healthy >= desired)
    ?.at;
}

function secondsBetween(from: Date | undefined, to: Date | undefined): number | null {
  return from && to ? Math.round((to.getTime() - from.getTime()) / 1000) : null;
}
