import { sumOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { K6Results } from '../summary/k6-export.ts';
import { MAX_ERROR_RATE } from '../k6/workloads/index.ts';
import { count, noDatapoints, percent, type Judgement } from './judgement.ts';

export function judgeSessions(
  { sessions, peakSessions }: Pick<RunRecord, 'sessions' | 'peakSessions'>,
  k6: K6Results,
): Judgement {
  return {
    passed: peakSessions >= sessions && k6.sessionsLost === 0,
    expected: `${count(sessions)} students signed in at once, 0 sessions lost`,
    observed: `${count(peakSessions)} students signed in at once, ${count(k6.sessionsLost)} sessions lost`,
  };
}

/** Both ends of the wire have to agree: what the students saw, and what the load balancer counted. */
export function judgeErrors(
  k6: K6Results,
  timeline: Timeline,
  maxErrorRate: number = MAX_ERROR_RATE,
): Judgement {
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
