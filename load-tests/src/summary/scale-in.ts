import type { TracePoint } from '../run/run-record.ts';
import type { Scaling, ScalingActivity } from '../stage/scaling.ts';
import { countsBetween, type Counts } from './aftermath.ts';

/** The activities by which target tracking took tasks away. Its cause names the alarm of low load. */
export const scaleInsOf = ({ activities }: Scaling): ScalingActivity[] =>
  activities.filter(({ cause, status }) => cause.includes('AlarmLow') && status !== 'Failed');

/** What students asked since the first of them; undefined when there was none, or the load was over before. */
export function requestsSinceScaleIn(scaling: Scaling, trace: readonly TracePoint[]): Counts | undefined {
  const [first] = scaleInsOf(scaling);
  const last = trace.at(-1);
  if (!first || !last || last.at <= first.startedAt) return undefined;
  return countsBetween(trace, first.startedAt, last.at);
}
