import { emptyTimeline } from '../metrics/timeline.ts';
import type { StoreComparison, StoreCosts } from '../summary/session-stores.ts';
import { k6, perMinute } from '../testing/example-run.ts';
import {
  judgeFasterStore,
  judgeStoreCpu,
  judgeStoreSamples,
  judgeStoresKeepSessions,
} from './session-stores.ts';

const costs = (factor: number): StoreCosts => ({
  latency: { p50Ms: factor, p95Ms: 2 * factor, p99Ms: 4 * factor },
  fewestSamples: 200,
  lmsCpuSeconds: 0.5 * factor,
  databaseCpuSeconds: 0.1 * factor,
  redisCpuSeconds: 0.05,
});

const comparison: StoreComparison = { redis: costs(1), postgresql: costs(3) };

const withPostgresql = (change: Partial<StoreCosts>): StoreComparison => ({
  ...comparison,
  postgresql: { ...comparison.postgresql, ...change },
});

describe('session-stores.kept', () => {
  const timeline = {
    ...emptyTimeline,
    sessionErrors: perMinute(0, 0),
    postgresqlSessionErrors: perMinute(0, 0),
  };

  it('holds when nobody is signed out and no operation fails', () => {
    expect(judgeStoresKeepSessions(k6, timeline)).toMatchObject({ passed: true });
  });

  it.each([
    ['a session is lost', { ...k6, sessionsLost: 1 }, timeline],
    ['an operation fails in PostgreSQL', k6, { ...timeline, postgresqlSessionErrors: perMinute(0, 1) }],
    ['an operation fails in Redis', k6, { ...timeline, sessionErrors: perMinute(2) }],
    ['nobody used PostgreSQL', k6, { ...timeline, postgresqlSessionErrors: [] }],
  ])('fails when %s', (_what, results, series) => {
    expect(judgeStoresKeepSessions(results, series)).toMatchObject({ passed: false });
  });
});

describe('session-stores.samples', () => {
  it('holds with a hundred of each store in each minute, and fails with fewer', () => {
    expect(judgeStoreSamples(withPostgresql({ fewestSamples: 100 }))).toMatchObject({ passed: true });
    expect(judgeStoreSamples(withPostgresql({ fewestSamples: 99 }))).toMatchObject({ passed: false });
  });
});

describe('session-stores.faster', () => {
  it('says by how much', () => {
    expect(judgeFasterStore(comparison)).toEqual({
      passed: true,
      expected: 'p50 of session work is lower in Redis than in PostgreSQL at the same time',
      observed:
        'p50 1 ms with Redis, 3 ms with PostgreSQL (3 times); ' +
        'p95 2 ms with Redis, 6 ms with PostgreSQL (3 times); ' +
        'p99 4 ms with Redis, 12 ms with PostgreSQL (3 times)',
    });
  });

  it.each([
    ['the median is as fast in PostgreSQL', { p50Ms: 1, p95Ms: 6, p99Ms: 12 }],
    ['PostgreSQL was not measured', { p50Ms: undefined, p95Ms: undefined, p99Ms: undefined }],
  ])('fails when %s', (_what, latency) => {
    expect(judgeFasterStore(withPostgresql({ latency }))).toMatchObject({ passed: false });
  });

  it('does not judge the slowest in twenty and in a hundred', () => {
    const latency = { p50Ms: 3, p95Ms: 1, p99Ms: 1 };
    expect(judgeFasterStore(withPostgresql({ latency }))).toMatchObject({ passed: true });
  });
});

describe('session-stores.cpu', () => {
  it('holds when both are measured, whichever is less', () => {
    const cheaper = withPostgresql({ lmsCpuSeconds: 0.1 });
    expect(judgeStoreCpu(comparison, true)).toMatchObject({ passed: true });
    expect(judgeStoreCpu(cheaper, true)).toMatchObject({ passed: true });
  });

  it('fails without the CPU of the LMS', () => {
    expect(judgeStoreCpu(withPostgresql({ lmsCpuSeconds: undefined }), true)).toMatchObject({
      passed: false,
    });
  });

  it('does without that of the database only where the stage does not name it', () => {
    const unknown = withPostgresql({ databaseCpuSeconds: undefined });
    expect(judgeStoreCpu(unknown, true)).toMatchObject({ passed: false });
    expect(judgeStoreCpu(unknown, false)).toMatchObject({
      passed: true,
      observed: expect.stringContaining('database.instanceIdentifier'),
    });
  });
});
