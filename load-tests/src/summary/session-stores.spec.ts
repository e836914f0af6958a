import type { SeriesName } from '../metrics/queries.ts';
import type { Series } from '../metrics/series.ts';
import { emptyTimeline, type Timeline } from '../metrics/timeline.ts';
import { perMinute, record as ofSessions } from '../testing/example-run.ts';
import { compareStores, storeBlocksOf, storeFigures } from './session-stores.ts';

/** The last student arrives at 20:00:50: the first block begins at 20:00. */
const record = { ...ofSessions, workload: 'session-stores' };

/** One value for each minute of each block, from 20:00 on. */
const byBlock = (both: readonly number[], redis: readonly number[], postgresql: readonly number[]): Series =>
  perMinute(...both, ...redis, ...postgresql);

const steady = (both: number, redis: number, postgresql: number): Series =>
  byBlock([both, both], [redis, redis], [postgresql, postgresql]);

const timeline: Timeline = {
  ...emptyTimeline,
  sessionP50Ms: byBlock([9, 1.5], [9, 9], [9, 9]),
  sessionP95Ms: steady(4, 9, 9),
  sessionP99Ms: steady(8, 9, 9),
  sessionSamples: byBlock([1, 180], [1, 1], []),
  postgresqlSessionP50Ms: byBlock([1, 4.5], [1, 1], [1, 1]),
  postgresqlSessionP95Ms: steady(10, 1, 1),
  postgresqlSessionP99Ms: steady(12, 1, 1),
  postgresqlSessionSamples: byBlock([1, 150], [], [1, 1]),
  requests: steady(15_000, 15_000, 12_000),
  runningTasks: steady(2, 2, 2),
  cpuPercent: byBlock([50, 50], [90, 25], [90, 40]),
  databaseCpuPercent: steady(9, 5, 10),
  redisEngineCpuPercent: steady(9, 4, 2),
};

const without = (name: SeriesName) => compareStores(record, { ...timeline, [name]: [] });

describe('the comparison of the stores', () => {
  const { redis, postgresql } = compareStores(record, timeline);

  it('takes the latencies while both were used, without the minute in which students moved', () => {
    expect(redis.latency).toEqual({ p50Ms: 1.5, p95Ms: 4, p99Ms: 8 });
    expect(postgresql.latency).toEqual({ p50Ms: 4.5, p95Ms: 10, p99Ms: 12 });
    expect([redis.fewestSamples, postgresql.fewestSamples]).toEqual([180, 150]);
  });

  it('takes the CPU while all sessions were in one store', () => {
    // 25 % and 40 % of two tasks with a quarter vCPU, for a minute, over 15,000 and 12,000 requests.
    expect(redis.lmsCpuSeconds).toBeCloseTo((0.25 * 0.5 * 60) / 15, 6);
    expect(postgresql.lmsCpuSeconds).toBeCloseTo((0.4 * 0.5 * 60) / 12, 6);
    expect(postgresql.databaseCpuSeconds).toBeCloseTo((0.1 * 60) / 12, 6);
    expect(redis.redisCpuSeconds).toBeCloseTo((0.04 * 60) / 15, 6);
  });

  it('becomes figures with their ratio', () => {
    expect(storeFigures(compareStores(record, timeline))).toMatchObject({
      redisP50Ms: 1.5,
      postgresqlP50Ms: 4.5,
      p50Ratio: 3,
      lmsCpuRatio: 2,
      redisDatabaseCpuSecondsPer1000Requests: 0.2,
      databaseCpuRatio: 2.5,
    });
  });

  it('has no figure of what was not measured', () => {
    expect(storeFigures(without('databaseCpuPercent'))).toMatchObject({
      redisDatabaseCpuSecondsPer1000Requests: null,
      databaseCpuRatio: null,
    });
    expect(without('requests').redis.lmsCpuSeconds).toBeUndefined();
    expect(without('postgresqlSessionP50Ms').postgresql.latency.p50Ms).toBeUndefined();
    expect(without('postgresqlSessionSamples').postgresql.fewestSamples).toBe(0);
  });

  it('is of the workload that has its sessions in both', () => {
    expect(storeBlocksOf(record)).toHaveLength(3);
    expect(storeBlocksOf(ofSessions)).toEqual([]);
  });
});
