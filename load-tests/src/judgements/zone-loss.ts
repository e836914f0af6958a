import { sumOf, type Series } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { RunEvent } from '../run/run-record.ts';
import type { Aftermath } from '../summary/aftermath.ts';
import { MAX_ERROR_RATE_OF_ZONE_LOSS, type Evidence } from '../k6/workloads/index.ts';
import { count, noDatapoints, percent, type Judgement } from './judgement.ts';

const MINUTE_MS = 60_000;

/** For so long after the loss errors are counted. */
const MINUTES = 5;

/**
 * What the load balancer answered with 5xx in the minute of the loss and the five after it, or nothing where it counted no request.
 * Its minutes begin before the loss: the requests that they are a share of are those that students made since.
 */
export function errorsAfter({ at: lostAt }: RunEvent, timeline: Timeline): number | undefined {
  const from = Math.floor(lostAt.getTime() / MINUTE_MS) * MINUTE_MS;
  const sum = (series: Series) =>
    sumOf(series.filter(({ at }) => at.getTime() >= from && at.getTime() <= from + MINUTES * MINUTE_MS));
  if (sum(timeline.requests) === 0) return undefined;
  return sum(timeline.loadBalancerErrors) + sum(timeline.targetErrors);
}

/** Both ends of the wire have to agree: a request that dies with its target need not have an answer that is counted. */
export function judgeZoneErrors(
  [loss]: readonly Aftermath[],
  timeline: Timeline,
  evidence: Evidence,
): Judgement {
  const limit = MAX_ERROR_RATE_OF_ZONE_LOSS[evidence];
  const expected =
    `less than ${percent(limit)} of the requests of ${MINUTES} minutes answered with 5xx, ` +
    'and as few without success to the students';
  if (!loss) return { passed: false, expected, observed: noLoss };
  const minutes = (loss.until.getTime() - loss.event.at.getTime()) / MINUTE_MS;
  const { requests, failedRequests } = loss;
  const errors = errorsAfter(loss.event, timeline);
  if (errors === undefined) return noDatapoints(expected, "the load balancer's requests");
  return {
    passed:
      minutes >= MINUTES && requests > 0 && errors / requests < limit && failedRequests / requests < limit,
    expected,
    observed:
      `load balancer: ${share(errors, requests)}; students: ${share(failedRequests, requests)}` +
      (minutes >= MINUTES ? '' : `; the load ended after ${count(minutes)} minutes`),
  };
}

/** @param events A zone that came back too early has proven nothing. */
export function judgeZoneTasks([loss]: readonly Aftermath[], events: readonly RunEvent[]): Judgement {
  const problem = events.find(({ kind, label }) => kind === 'problem' && label.startsWith('zone-loss '));
  const expected = 'as many healthy tasks as desired in the other zones';
  if (problem) return { passed: false, expected, observed: problem.label };
  return judgeRecovery(loss, expected, 'the service is whole again');
}

export function judgeZoneRedis([loss]: readonly Aftermath[]): Judgement {
  return judgeRecovery(loss, 'a primary of Redis in another zone', 'is the primary of Redis');
}

export const isZoneLoss = ({ label }: RunEvent): boolean => /^zone \S+ is lost/.test(label);

const noLoss = 'no zone was lost';

const share = (some: number, all: number): string =>
  `${count(some)} of ${count(all)}, ${percent(all > 0 ? some / all : 0)}`;

function judgeRecovery(loss: Aftermath | undefined, expected: string, text: string): Judgement {
  if (!loss) return { passed: false, expected, observed: noLoss };
  const { event, recoveries } = loss;
  const recovery = recoveries.find(({ label }) => label.includes(text));
  const seconds = recovery && (recovery.at.getTime() - event.at.getTime()) / 1000;
  return {
    passed: recovery !== undefined,
    expected,
    observed: `${event.label}; ${recovery ? `${recovery.label} after ${count(seconds ?? 0)} s` : 'nothing took its place'}`,
  };
}
