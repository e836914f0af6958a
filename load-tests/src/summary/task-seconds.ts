import type { Timeline } from '../metrics/timeline.ts';
import type { Capacity } from '../stage/service.ts';

const MINUTE_MS = 60_000;

export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/**
 * Seconds that tasks ran in a span, summed over the tasks: what Fargate charges for. Before the first look and after the last
 * one the tasks are those that were seen then.
 */
export function usedTaskSeconds(capacity: readonly Capacity[], span: Span): number {
  return capacity.reduce((sum, { at, running }, index) => {
    const seen = { from: index === 0 ? span.from : at, until: capacity[index + 1]?.at ?? span.until };
    return sum + running * overlapSeconds(seen, span);
  }, 0);
}

/** What the service was meant to do with its tasks. */
export interface Sizing {
  readonly minTasks: number;
  /** CPU that the tasks were to use on average. */
  readonly targetCpuPercent: number;
}

/**
 * Tasks that would have used the CPU of each minute exactly at the target: `ceil(CPU used / (CPU of a task × target))`, at
 * least the fewest tasks. The CPU used is what the tasks used on average, times their number.
 */
export function neededTasks(
  { cpuPercent, runningTasks }: Pick<Timeline, 'cpuPercent' | 'runningTasks'>,
  { minTasks, targetCpuPercent }: Sizing,
): { readonly at: Date; readonly tasks: number }[] {
  return cpuPercent.flatMap(({ at, value }) => {
    const running = runningTasks.find((point) => point.at.getTime() === at.getTime())?.value;
    if (running === undefined) return [];
    return [{ at, tasks: Math.max(minTasks, Math.ceil((value * running) / targetCpuPercent)) }];
  });
}

/**
 * Task-seconds of an allocation that knows the load beforehand: minute by minute what is needed, and before that, for as
 * long as capacity has to be there ahead, the most that any of those minutes needs.
 *
 * @returns undefined unless CloudWatch holds the whole span
 */
export function idealTaskSeconds(
  timeline: Pick<Timeline, 'cpuPercent' | 'runningTasks'>,
  sizing: Sizing,
  span: Span,
  secondsAhead: number,
): number | undefined {
  const shares = neededTasks(timeline, sizing)
    .map(({ at, tasks }) => {
      const minute = { from: at, until: new Date(at.getTime() + MINUTE_MS) };
      return { tasks, seconds: overlapSeconds(minute, span) };
    })
    .filter(({ seconds }) => seconds > 0);
  const covered = shares.reduce((sum, { seconds }) => sum + seconds, 0);
  if (covered < overlapSeconds(span, span)) return undefined;
  const ahead = secondsAhead * Math.max(...shares.map(({ tasks }) => tasks));
  return shares.reduce((sum, { tasks, seconds }) => sum + tasks * seconds, ahead);
}

function overlapSeconds(one: Span, other: Span): number {
  const from = Math.max(one.from.getTime(), other.from.getTime());
  const until = Math.min(one.until.getTime(), other.until.getTime());
  return Math.max(0, until - from) / 1000;
}
