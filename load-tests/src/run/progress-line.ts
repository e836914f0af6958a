import { count, percent } from '../judgements/judgement.ts';
import type { Capacity } from '../stage/service.ts';
import { signedIn, type K6Sample } from './k6-status.ts';

/**
 * What is going on, in one line.
 *
 * @param samples From the start of the load on.
 * @param capacity Missing when the stage did not answer.
 * @param span Over how many of the last samples the request rate is taken.
 */
export function progressLine(
  sessions: number,
  samples: readonly K6Sample[],
  capacity: Capacity | undefined,
  span: number,
): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return 'k6 is starting';
  const before = samples.at(-1 - span) ?? first;
  const seconds = (last.at.getTime() - before.at.getTime()) / 1000;
  const rate = seconds > 0 ? (last.requests - before.requests) / seconds : 0;
  return [
    clock((last.at.getTime() - first.at.getTime()) / 1000),
    `${count(signedIn(last))} of ${count(sessions)} students`,
    `${Math.round(rate)} requests/s`,
    `${percent(last.requests > 0 ? last.requestsFailed / last.requests : 0)} errors`,
    `p95 ${Math.round(last.p95Ms)} ms`,
    capacity ? `${capacity.healthy} of ${capacity.desired} tasks healthy` : 'the stage does not answer',
    ...(last.sessionsLost > 0 ? [`${count(last.sessionsLost)} sessions lost`] : []),
  ].join('  ');
}

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
