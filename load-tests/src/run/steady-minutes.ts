import type { Phases } from '../k6/workloads/index.ts';
import type { Span } from '../summary/task-seconds.ts';

/** When all students are there: from the moment at which the last one has arrived until the first one leaves. */
export function steadyMinutes(startedAt: Date, { rampSeconds, holdSeconds }: Phases): Span {
  const from = new Date(startedAt.getTime() + rampSeconds * 1000);
  return { from, until: new Date(from.getTime() + holdSeconds * 1000) };
}
