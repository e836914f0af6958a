import { sumOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { RunRecord, SteadyTimes } from '../run/run-record.ts';
import type { K6Results } from '../summary/k6-export.ts';
import { count, noDatapoints, percent, type Judgement } from './judgement.ts';

/** @param maxLost Share of the students who may lose a session: those whose sign-in was not to be kept. */
export function judgeSessions(
  { sessions, peakSessions }: Pick<RunRecord, 'sessions' | 'peakSessions'>,
  k6: K6Results,
  maxLost = 0,
): Judgement {
  const mayBeLost = Math.floor(maxLost * sessions);
  return {
    passed: peakSessions >= sessions && k6.sessionsLost <= mayBeLost && k6.durableSessionsLost === 0,
    expected: `${count(sessions)} students signed in at once, ${mayBeLost === 0 ? '' : 'at most '}${count(mayBeLost)} sessions lost`,
    observed: `${count(peakSessions)} students signed in at once, ${count(k6.sessionsLost)} sessions lost`,
  };
}

/** Both ends of the wire have to agree: what the students saw, and what the load balancer counted. */
export function judgeErrors(k6: K6Results, timeline: Timeline, maxErrorRate: number): Judgement {
  const expected = `at most ${percent(maxErrorRate)} of the requests fail, as students and as the load balancer see it`;
  const requests = sumOf(timeline.requests);
  if (requests === 0) return noDatapoints(expected, "the load balancer's requests");
  const errors = sumOf(timeline.loadBalancerErrors) + sumOf(timeline.targetErrors);
  const { total, errorRate } = k6.requests;
  return {
    passed: total > 0 && errorRate <= maxErrorRate && errors / requests <= maxErrorRate,
    expected,
    observed:
      `students: ${percent(errorRate)} of ${count(total)}; ` +
      `load balancer: ${count(errors)} of ${count(requests)} answered with 5xx`,
  };
}

export function judgeThresholds({ thresholds }: K6Results): Judgement {
  const crossed = thresholds.filter(({ passed }) => !passed);
  const say = crossed.map(({ metric, expression, samples }) =>
    samples === 0 ? `${metric} ${expression} has no samples` : `${metric} ${expression} is crossed`,
  );
  return {
    passed: thresholds.length > 0 && crossed.length === 0,
    expected:
      thresholds.map(({ metric, expression }) => `${metric} ${expression}`).join(', ') || 'thresholds',
    observed: say.join(', ') || `${thresholds.length} of ${thresholds.length} hold`,
  };
}

/** k6's response times are its own where they are so many times those of the witness, and long enough for a person. */
const MAX_TIMES_WITNESS = 3;
const MIN_BOTTLENECK_MS = 50;

/** @returns whether students waited for the load generator instead of the LMS; undefined where one of both measured nothing */
export function isGeneratorBottleneck({ k6, witness }: SteadyTimes): boolean | undefined {
  if (!k6 || !witness) return undefined;
  return k6.p95Ms > MIN_BOTTLENECK_MS && k6.p95Ms > MAX_TIMES_WITNESS * witness.p95Ms;
}

export function judgeGenerator(steady: SteadyTimes): Judgement {
  const { k6, witness } = steady;
  const bottleneck = isGeneratorBottleneck(steady);
  const p95 = (times: { readonly p95Ms: number } | undefined) =>
    times ? `${count(Math.round(times.p95Ms))} ms` : 'nothing';
  const measured = `while all students were there k6 measured a p95 of ${p95(k6)}, a lone client beside it ${p95(witness)}`;
  return {
    passed: bottleneck === false,
    expected: `k6's p95 is at most ${MAX_TIMES_WITNESS} times that of a lone client beside it, or at most ${MIN_BOTTLENECK_MS} ms`,
    observed: bottleneck
      ? `the load generator was the bottleneck: ${measured}; no response time of k6 in this run is the LMS's`
      : measured,
  };
}
