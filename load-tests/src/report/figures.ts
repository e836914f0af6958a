import { count, percent } from '../judgements/judgement.ts';
import {
  findWorkload,
  MAX_ROUND_TRIP_MS,
  MAX_SECONDS_TO_CAPACITY,
  MAX_SECONDS_TO_RECOVER,
  maxSessionsLostOf,
  mustScale,
} from '../k6/workloads/index.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { figureAt, readFigure, type Figure, type Unit } from './figure.ts';
import { maxErrorRateOf } from './limits.ts';
import type { ReportData } from './report-data.ts';

/** Of every run, whatever it is for. */
export const keyFigures: readonly Figure[] = [
  {
    label: 'Students at once',
    path: 'sessions.peak',
    limit: ({ record }) => `all ${count(record.sessions)}`,
  },
  {
    label: 'Sessions lost',
    path: 'sessions.lost',
    limit: ({ record }) => {
      const share = maxSessionsLostOf(findWorkload(record.workload), evidenceOf(record.outputs));
      return share === 0 ? '0' : `at most ${percent(share)} of the students'`;
    },
  },
  {
    label: 'Requests that failed',
    path: 'requests.errorRate',
    unit: 'share',
    limit: ({ record }) => `at most ${percent(maxErrorRateOf(record))}`,
  },
];

export const loadFigures: readonly Figure[] = [
  ...keyFigures,
  {
    label: 'Requests',
    path: 'requests.total',
    note: (data) => `${readFigure(data, 'requests.perSecond')} a second on average`,
  },
  {
    label: ({ summary }) =>
      summary.loadGenerator.bottleneck
        ? 'Waiting in the load generator, p95: not a response time of the LMS'
        : 'Response time, p95',
    path: 'requests.p95Ms',
    unit: 'ms',
    note: (data) =>
      `p50 ${readFigure(data, 'requests.p50Ms', 'ms')}, p99 ${readFigure(data, 'requests.p99Ms', 'ms')}; ` +
      `p95 ${readFigure(data, 'loadGenerator.steadyP95Ms', 'ms')} while all students were there` +
      distanceOf(data),
  },
  {
    label: 'Response time of the witness, p95',
    path: 'witness.p95Ms',
    unit: 'ms',
    note: (data) =>
      'a lone client beside k6 that asks ten times a second at a connection of its own, while all students were there; ' +
      `p50 ${readFigure(data, 'witness.p50Ms', 'ms')}, p99 ${readFigure(data, 'witness.p99Ms', 'ms')}; ` +
      `${readFigure(data, 'witness.failed')} of its ${readFigure(data, 'witness.requests')} requests failed`,
  },
  {
    label: 'Load generator',
    path: 'loadGenerator.cpuCores',
    unit: 'cores',
    note: (data) =>
      `${readFigure(data, 'loadGenerator.peakRssMiB', 'MiB')}; the machine was ${readFigure(data, 'loadGenerator.idleCpuPercent', 'percent')} idle; GOGC=${readFigure(data, 'loadGenerator.gogc')}`,
  },
];

/** Nobody should take it for the LMS's own. */
const distanceOf = ({ record: { roundTripMs = 0 } }: ReportData): string =>
  roundTripMs > MAX_ROUND_TRIP_MS
    ? `; each holds the distance to the load generator, a round trip of ${Math.round(roundTripMs)} ms`
    : '';

export const scalingFigures: readonly Figure[] = [
  {
    label: 'Most tasks',
    path: 'scaling.peakTasks',
    limit: ({ scaling }) => (scaling.maxTasks > 0 ? `at most ${scaling.maxTasks}` : undefined),
    note: (data) => `fewest ${readFigure(data, 'scaling.minTasks')}`,
  },
  {
    label: 'Until the scaling decision',
    path: 'scaling.secondsToDecision',
    unit: 's',
    note: 'from the first minute above the target; target tracking waits for three',
  },
  {
    label: 'From there to healthy capacity',
    path: 'scaling.secondsToHealthyCapacity',
    unit: 's',
    limit: ({ record }) =>
      mustScale(findWorkload(record.workload), record)
        ? `both together at most ${MAX_SECONDS_TO_CAPACITY[evidenceOf(record.outputs)]} s`
        : undefined,
  },
];

export const redisFigures: readonly Figure[] = [
  {
    label: 'Session work, p99',
    path: 'redis.p99Ms',
    unit: 'ms',
    note: 'of the worst minute, seen by the LMS',
  },
  { label: 'Bytes a session', path: 'redis.bytesPerSession' },
  { label: 'Connections', path: 'redis.connections' },
];

export const failoverFigures: readonly Figure[] = [
  {
    label: 'Longest time without a session write',
    path: 'failover.secondsToRecover',
    unit: 's',
    limit: ({ summary }) => `at most ${MAX_SECONDS_TO_RECOVER[summary.evidence]} s`,
    note: (data) => `in ${readFigure(data, 'figures.failover.failovers')} failovers`,
  },
  { label: 'Acknowledged writes lost', path: 'failover.acknowledgedWritesLost', limit: '0' },
  { label: 'Requests that failed', path: 'figures.failover.requestsFailed' },
];

export function failoverInASentence(data: ReportData): string {
  return (
    `${readFigure(data, 'figures.failover.failovers')} failovers: no session could be written for at most ` +
    `${readFigure(data, 'failover.secondsToRecover', 's')}, ` +
    `${readFigure(data, 'failover.acknowledgedWritesLost')} acknowledged writes were lost`
  );
}

export const memoryFigures: readonly Figure[] = [
  {
    label: 'Most memory of the tasks',
    path: 'figures.memory.peakMemoryPercent',
    unit: 'percent',
    note: (data) => `${readFigure(data, 'figures.memory.lastMemoryPercent', 'percent')} in the last minute`,
  },
  { label: 'Most CPU meanwhile', path: 'figures.memory.peakCpuPercent', unit: 'percent' },
];

export function memoryInASentence(data: ReportData): string {
  const peak = `memory peaked at ${readFigure(data, 'figures.memory.peakMemoryPercent', 'percent')}`;
  if (figureAt(data.summary, 'figures.memory.secondsToDecision') === null)
    return `${peak}, and no task was added`;
  return (
    `${peak}; tasks were added ${readFigure(data, 'figures.memory.secondsToDecision', 's')} after the first minute ` +
    `above the target, and healthy ${readFigure(data, 'figures.memory.secondsToHealthyCapacity', 's')} later`
  );
}

export const storeFigures: readonly Figure[] = [
  {
    ...storeFigure('Session work, p50', 'p50Ratio', 'redisP50Ms', 'postgresqlP50Ms', 'ms'),
    limit: 'more than 1 ×',
  },
  storeFigure('Session work, p95', 'p95Ratio', 'redisP95Ms', 'postgresqlP95Ms', 'ms'),
  storeFigure('Session work, p99', 'p99Ratio', 'redisP99Ms', 'postgresqlP99Ms', 'ms'),
  storeFigure(
    'CPU of the LMS for 1,000 requests',
    'lmsCpuRatio',
    'redisLmsCpuSecondsPer1000Requests',
    'postgresqlLmsCpuSecondsPer1000Requests',
    's',
  ),
  storeFigure(
    'CPU of the database for 1,000 requests',
    'databaseCpuRatio',
    'redisDatabaseCpuSecondsPer1000Requests',
    'postgresqlDatabaseCpuSecondsPer1000Requests',
    's',
  ),
];

/** How much more something costs with sessions in PostgreSQL than in Redis. */
function storeFigure(label: string, ratio: string, redis: string, postgresql: string, unit: Unit): Figure {
  return {
    label,
    path: `figures.session-stores.${ratio}`,
    unit: 'times',
    note: (data) =>
      `PostgreSQL ${readFigure(data, `figures.session-stores.${postgresql}`, unit)}, ` +
      `Redis ${readFigure(data, `figures.session-stores.${redis}`, unit)}`,
  };
}

export function storesInASentence(data: ReportData): string {
  const times = (ratio: string) => readFigure(data, `figures.session-stores.${ratio}`, 'times');
  return (
    `session work takes ${times('p50Ratio')} (p50) and ${times('p95Ratio')} (p95) as long in PostgreSQL as in Redis; ` +
    `the LMS takes ${times('lmsCpuRatio')} the CPU, the database ${times('databaseCpuRatio')}`
  );
}
