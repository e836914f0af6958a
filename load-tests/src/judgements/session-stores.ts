import { sumOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { K6Results } from '../summary/k6-export.ts';
import {
  ratioOf,
  type Percentile,
  type StoreComparison,
  type StoreCosts,
} from '../summary/session-stores.ts';
import { count, noDatapoints, type Judgement } from './judgement.ts';

const percentiles: readonly Percentile[] = ['p50Ms', 'p95Ms', 'p99Ms'];

/** What a task publishes of a minute in which it was asked for at least so many sessions. */
const MIN_SAMPLES = 100;

export function judgeStoresKeepSessions({ sessionsLost }: K6Results, timeline: Timeline): Judgement {
  const expected = '0 sessions lost, 0 failed operations in each store';
  const { sessionErrors, postgresqlSessionErrors } = timeline;
  if (sessionErrors.length === 0 || postgresqlSessionErrors.length === 0)
    return noDatapoints(expected, 'operations of both stores');
  const failed = { redis: sumOf(sessionErrors), postgresql: sumOf(postgresqlSessionErrors) };
  return {
    passed: sessionsLost === 0 && failed.redis === 0 && failed.postgresql === 0,
    expected,
    observed:
      `${count(sessionsLost)} sessions lost; ${count(failed.redis)} operations failed in Redis, ` +
      `${count(failed.postgresql)} in PostgreSQL`,
  };
}

export function judgeStoreSamples({ redis, postgresql }: StoreComparison): Judgement {
  const fewest = Math.min(redis.fewestSamples, postgresql.fewestSamples);
  return {
    passed: fewest >= MIN_SAMPLES,
    expected: `at least ${MIN_SAMPLES} latencies of each store in each minute in which both are used`,
    observed: `at least ${count(redis.fewestSamples)} of Redis, ${count(postgresql.fewestSamples)} of PostgreSQL`,
  };
}

/**
 * Whether the claim holds that sessions in Redis improve response times (R19). Ten of a minute's samples are above the p95, and wait
 * for a CPU that all share: p95 and p99 are told, and not judged.
 */
export function judgeFasterStore(comparison: StoreComparison): Judgement {
  const ratio = ratioOf(comparison, ({ latency }) => latency.p50Ms);
  return {
    passed: ratio !== undefined && ratio > 1,
    expected: 'p50 of session work is lower in Redis than in PostgreSQL at the same time',
    observed: percentiles
      .map((percentile) =>
        say(percentile.slice(0, 3), comparison, ({ latency }) => latency[percentile], 'ms'),
      )
      .join('; '),
  };
}

/** Which store takes less CPU is reported, not judged; on AWS the database's is known where the stage names its instance. */
export function judgeStoreCpu(comparison: StoreComparison, databaseIsNamed: boolean): Judgement {
  const lms = ratioOf(comparison, ({ lmsCpuSeconds }) => lmsCpuSeconds);
  const database = ratioOf(comparison, ({ databaseCpuSeconds }) => databaseCpuSeconds);
  return {
    passed: lms !== undefined && (database !== undefined || !databaseIsNamed),
    expected: `CPU for 1,000 requests with either store: of the LMS${databaseIsNamed ? ' and of the database' : ''}`,
    observed: [
      say('LMS', comparison, ({ lmsCpuSeconds }) => lmsCpuSeconds, 's'),
      databaseIsNamed
        ? say('database', comparison, ({ databaseCpuSeconds }) => databaseCpuSeconds, 's')
        : 'database not measured: the stage names no RDS instance (database.instanceIdentifier)',
      say('Redis', comparison, ({ redisCpuSeconds }) => redisCpuSeconds, 's'),
    ].join('; '),
  };
}

function say(
  what: string,
  comparison: StoreComparison,
  cost: (costs: StoreCosts) => number | undefined,
  unit: string,
): string {
  const ratio = ratioOf(comparison, cost);
  const [redis, postgresql] = [cost(comparison.redis), cost(comparison.postgresql)];
  if (redis === undefined || postgresql === undefined || ratio === undefined) return `${what} not measured`;
  return `${what} ${count(redis)} ${unit} with Redis, ${count(postgresql)} ${unit} with PostgreSQL (${count(ratio)} times)`;
}
