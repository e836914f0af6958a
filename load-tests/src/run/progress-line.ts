import { count, percent } from '../judgements/judgement.ts';
import type { Capacity } from '../stage/service.ts';
import type { Percentiles } from './response-times.ts';
import type { TallySample } from './tally.ts';

export interface Progress {
  /** Students that are to be signed in at once. */
  readonly sessions: number;
  /** From the start of the load on. */
  readonly samples: readonly TallySample[];
  /** Over how many of the last samples the request rate is taken. */
  readonly span: number;
  /** Response times of the last seconds, as k6 and as the witness have them. @default - nothing was answered */
  readonly k6?: Percentiles;
  readonly witness?: Percentiles;
  /** @default - the stage did not answer */
  readonly capacity?: Capacity;
}

/** What is going on, in one line. */
export function progressLine({ sessions, samples, span, k6, witness, capacity }: Progress): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return 'k6 is starting';
  const before = samples.at(-1 - span) ?? first;
  const seconds = (last.at.getTime() - before.at.getTime()) / 1000;
  const rate = seconds > 0 ? (last.requests - before.requests) / seconds : 0;
  return [
    clock((last.at.getTime() - first.at.getTime()) / 1000),
    `${count(last.signedIn)} of ${count(sessions)} students`,
    `${Math.round(rate)} requests/s`,
    `${percent(last.requests > 0 ? last.requestsFailed / last.requests : 0)} errors`,
    `p95 ${p95(k6)} (k6), ${p95(witness)} (witness)`,
    capacity ? `${capacity.healthy} of ${capacity.desired} tasks healthy` : 'the stage does not answer',
    ...(last.sessionsLost > 0 ? [`${count(last.sessionsLost)} sessions lost`] : []),
  ].join('  ');
}

const p95 = (times: Percentiles | undefined) => (times ? `${Math.round(times.p95Ms)} ms` : 'none');

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
