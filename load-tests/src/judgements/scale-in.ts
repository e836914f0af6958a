import type { TracePoint } from '../run/run-record.ts';
import type { Scaling, ScalingActivity } from '../stage/scaling.ts';
import type { Capacity } from '../stage/service.ts';
import { count, type Judgement } from './judgement.ts';

/** The activities by which target tracking took tasks away. Its cause names the alarm of low load. */
const scaleIns = ({ activities }: Scaling): ScalingActivity[] =>
  activities.filter(({ cause, status }) => cause.includes('AlarmLow') && status !== 'Failed');

export function judgeScaleIn(scaling: Scaling, capacity: readonly Capacity[]): Judgement {
  const most = Math.max(0, ...capacity.map(({ running }) => running));
  const last = capacity.at(-1)?.running ?? 0;
  const decisions = scaleIns(scaling).length;
  return {
    passed: decisions > 0 && last > 0 && last < most,
    expected: 'fewer tasks after the load, by a decision of target tracking',
    observed: `${most} tasks at the peak, ${last} at the end, ${decisions} decisions to take tasks away`,
  };
}

export function judgeScaleInErrors(scaling: Scaling, trace: readonly TracePoint[]): Judgement {
  const expected = 'no request fails while tasks are taken away';
  const [first] = scaleIns(scaling);
  if (!first) return { passed: false, expected, observed: 'no task was taken away' };
  const before = trace.findLast(({ at }) => at <= first.startedAt);
  const last = trace.at(-1);
  if (!before || !last || last === before)
    return { passed: false, expected, observed: 'the load was over before' };
  const failed = last.failed - before.failed;
  return {
    passed: failed === 0,
    expected,
    observed: `${count(failed)} of ${count(last.requests - before.requests)} requests failed`,
  };
}
