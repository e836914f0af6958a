import type { TracePoint } from '../run/run-record.ts';
import type { Scaling } from '../stage/scaling.ts';
import type { Capacity } from '../stage/service.ts';
import { requestsSinceScaleIn, scaleInsOf } from '../summary/scale-in.ts';
import { count, type Judgement } from './judgement.ts';

export function judgeScaleIn(scaling: Scaling, capacity: readonly Capacity[]): Judgement {
  const most = Math.max(0, ...capacity.map(({ running }) => running));
  const last = capacity.at(-1)?.running ?? 0;
  const decisions = scaleInsOf(scaling).length;
  return {
    passed: decisions > 0 && last > 0 && last < most,
    expected: 'fewer tasks after the load, by a decision of target tracking',
    observed: `${most} tasks at the peak, ${last} at the end, ${decisions} decisions to take tasks away`,
  };
}

export function judgeScaleInErrors(scaling: Scaling, trace: readonly TracePoint[]): Judgement {
  const expected = 'no request fails while tasks are taken away';
  if (scaleInsOf(scaling).length === 0)
    return { passed: false, expected, observed: 'no task was taken away' };
  const since = requestsSinceScaleIn(scaling, trace);
  if (!since) return { passed: false, expected, observed: 'the load was over before' };
  return {
    passed: since.failed === 0,
    expected,
    observed: `${count(since.failed)} of ${count(since.requests)} requests failed`,
  };
}
