import { findWorkload } from '../k6/workloads/index.ts';
import { storeBlocks, type SessionStoreName, type StoreBlock } from '../k6/workloads/store-blocks.ts';
import { sumOf, type Series } from '../metrics/series.ts';
import type { SeriesName } from '../metrics/queries.ts';
import { emptyTimeline, minutesBetween, type Timeline } from '../metrics/timeline.ts';
import type { RunRecord } from '../run/run-record.ts';
import { evidenceOf } from '../stage/outputs.ts';

const SECONDS_OF_A_MINUTE = 60;
const MINUTE_MS = SECONDS_OF_A_MINUTE * 1000;

/** A percentile of the operations of a session store, in milliseconds. */
export type Percentile = 'p50Ms' | 'p95Ms' | 'p99Ms';

/** What session work cost in one store; undefined where it was not measured. */
export interface StoreCosts {
  /** While both stores were used: the median of its minutes. */
  readonly latency: Readonly<Record<Percentile, number | undefined>>;
  /** The fewest samples of a minute behind those, over all tasks; a task publishes at most 100 a minute. */
  readonly fewestSamples: number;
  /** While all sessions were in this store: seconds of vCPUs for 1,000 requests of students. */
  readonly lmsCpuSeconds: number | undefined;
  /** Seconds for which the whole database instance would have been busy for 1,000 requests. */
  readonly databaseCpuSeconds: number | undefined;
  /** Seconds of the busiest Redis node's main thread for 1,000 requests. */
  readonly redisCpuSeconds: number | undefined;
}

export type StoreComparison = Readonly<Record<SessionStoreName, StoreCosts>>;

/** Each store's series by what they say. */
const latencySeries = {
  redis: { p50Ms: 'sessionP50Ms', p95Ms: 'sessionP95Ms', p99Ms: 'sessionP99Ms', samples: 'sessionSamples' },
  postgresql: {
    p50Ms: 'postgresqlSessionP50Ms',
    p95Ms: 'postgresqlSessionP95Ms',
    p99Ms: 'postgresqlSessionP99Ms',
    samples: 'postgresqlSessionSamples',
  },
} as const satisfies Record<SessionStoreName, Record<Percentile | 'samples', SeriesName>>;

type Comparable = Pick<RunRecord, 'workload' | 'startedAt' | 'taskCpuUnits' | 'outputs'>;

/** The blocks in which a run had its sessions in different stores; none for a workload that does not. */
export function storeBlocksOf({ workload, startedAt, outputs }: Comparable): StoreBlock[] {
  const known = findWorkload(workload);
  if (!known?.needsSessionsInPostgresql) return [];
  const { rampSeconds, holdSeconds } = known.phases(evidenceOf(outputs));
  return storeBlocks(startedAt.getTime(), rampSeconds, holdSeconds);
}

export function compareStores(record: Comparable, timeline: Timeline): StoreComparison {
  const blocks = storeBlocksOf(record);
  const within = (sessions: StoreBlock['sessions']) => {
    const block = blocks.find((each) => each.sessions === sessions);
    // In a block's first minute students move, and the LMS reports what it has measured in the minute before.
    return block
      ? minutesBetween(timeline, new Date(block.start + MINUTE_MS), new Date(block.end))
      : emptyTimeline;
  };
  const costsOf = (store: SessionStoreName): StoreCosts => ({
    ...latencyOf(within('in both'), store),
    ...cpuOf(within(store), record.taskCpuUnits),
  });
  return { redis: costsOf('redis'), postgresql: costsOf('postgresql') };
}

function latencyOf(
  timeline: Timeline,
  store: SessionStoreName,
): Pick<StoreCosts, 'latency' | 'fewestSamples'> {
  const { p50Ms, p95Ms, p99Ms, samples } = latencySeries[store];
  return {
    latency: {
      p50Ms: median(timeline[p50Ms]),
      p95Ms: median(timeline[p95Ms]),
      p99Ms: median(timeline[p99Ms]),
    },
    fewestSamples:
      timeline[samples].length === 0 ? 0 : Math.min(...timeline[samples].map(({ value }) => value)),
  };
}

function cpuOf(timeline: Timeline, taskCpuUnits: number): Omit<StoreCosts, 'latency' | 'fewestSamples'> {
  const { cpuPercent, runningTasks, databaseCpuPercent, redisEngineCpuPercent, requests } = timeline;
  const lmsPercent = cpuPercent.map(({ at, value }) => ({
    at,
    value: value * (valueAt(runningTasks, at) ?? 0) * (taskCpuUnits / 1024),
  }));
  return {
    lmsCpuSeconds: secondsFor1000(requests, lmsPercent),
    databaseCpuSeconds: secondsFor1000(requests, databaseCpuPercent),
    redisCpuSeconds: secondsFor1000(requests, redisEngineCpuPercent),
  };
}

/** @param busyPercent Of one second each second, minute by minute. */
function secondsFor1000(requests: Series, busyPercent: Series): number | undefined {
  const busy = busyPercent.filter(({ at }) => valueAt(requests, at) !== undefined);
  const asked = requests.filter(({ at }) => valueAt(busy, at) !== undefined);
  if (sumOf(asked) === 0) return undefined;
  return ((sumOf(busy) / 100) * SECONDS_OF_A_MINUTE * 1000) / sumOf(asked);
}

function valueAt(series: Series, minute: Date): number | undefined {
  return series.find(({ at }) => at.getTime() === minute.getTime())?.value;
}

function median(series: Series): number | undefined {
  const values = series.map(({ value }) => value).sort((left, right) => left - right);
  const [lower, upper] = [values[Math.ceil(values.length / 2) - 1], values[Math.floor(values.length / 2)]];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/** How much larger a cost is in PostgreSQL than in Redis. @returns undefined where one of them was not measured */
export function ratioOf(
  { redis, postgresql }: StoreComparison,
  cost: (costs: StoreCosts) => number | undefined,
): number | undefined {
  const [inRedis, inPostgresql] = [cost(redis), cost(postgresql)];
  return inRedis === undefined || inPostgresql === undefined ? undefined : inPostgresql / inRedis;
}

interface Cost {
  readonly name: string;
  readonly unit: string;
  readonly of: (costs: StoreCosts) => number | undefined;
}

const costs: readonly Cost[] = [
  { name: 'P50', unit: 'Ms', of: ({ latency }) => latency.p50Ms },
  { name: 'P95', unit: 'Ms', of: ({ latency }) => latency.p95Ms },
  { name: 'P99', unit: 'Ms', of: ({ latency }) => latency.p99Ms },
  { name: 'LmsCpu', unit: 'SecondsPer1000Requests', of: ({ lmsCpuSeconds }) => lmsCpuSeconds },
  { name: 'DatabaseCpu', unit: 'SecondsPer1000Requests', of: ({ databaseCpuSeconds }) => databaseCpuSeconds },
  { name: 'RedisCpu', unit: 'SecondsPer1000Requests', of: ({ redisCpuSeconds }) => redisCpuSeconds },
];

/** Of each store, and how many times more it is in PostgreSQL: `redisP50Ms`, `postgresqlP50Ms`, `p50Ratio`. */
export function storeFigures(comparison: StoreComparison): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    costs.flatMap(({ name, unit, of }) => [
      [`redis${name}${unit}`, rounded(of(comparison.redis))],
      [`postgresql${name}${unit}`, rounded(of(comparison.postgresql))],
      [`${name.charAt(0).toLowerCase()}${name.slice(1)}Ratio`, rounded(ratioOf(comparison, of))],
    ]),
  );
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1000) / 1000;
}
