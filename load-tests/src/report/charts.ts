import { MAX_ERROR_RATE } from '../k6/workloads/index.ts';
import { addUp, type Series } from '../metrics/series.ts';
import type { TrackedMetric } from '../stage/scaling.ts';
import type { ReportData } from './report-data.ts';

/** How a line is told from its neighbours, by colour and by dashes. */
export type LineStyle = 'first' | 'second' | 'third';

export interface Line {
  readonly label: string;
  readonly series: Series;
  readonly style: LineStyle;
}

/** A value that the curves are measured against. */
export interface Limit {
  readonly label: string;
  readonly value: number;
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly limits: readonly Limit[];
}

/** The charts of the report, from the load at the top to what it did to Redis. */
export function chartsOf(data: ReportData): Chart[] {
  return [...loadCharts(data), ...serviceCharts(data), ...redisCharts(data)];
}

function loadCharts({ timeline, summary }: ReportData): Chart[] {
  const { requests, loadBalancerErrors, targetErrors } = timeline;
  const latency = (label: string, series: Series, style: LineStyle): Line => ({
    label,
    series: times(series, 1000),
    style,
  });
  return [
    {
      title: 'Requests',
      unit: 'per second',
      lines: [{ label: 'requests', series: times(requests, 1 / 60), style: 'first' }],
      limits: [],
    },
    {
      title: 'Errors',
      unit: '% of requests',
      lines: [
        {
          label: '5xx answers',
          series: shareOf(addUp([loadBalancerErrors, targetErrors]), requests),
          style: 'first',
        },
      ],
      limits: [{ label: `limit ${MAX_ERROR_RATE * 100} %`, value: MAX_ERROR_RATE * 100 }],
    },
    {
      title: 'Response time of the tasks',
      unit: summary.evidence === 'aws' ? 'ms' : 'ms, not judged on a shared machine',
      lines: [
        latency('p50', timeline.responseP50Seconds, 'first'),
        latency('p95', timeline.responseP95Seconds, 'second'),
        latency('p99', timeline.responseP99Seconds, 'third'),
      ],
      limits: [],
    },
  ];
}

function serviceCharts({ timeline, scaling }: ReportData): Chart[] {
  const target = (metric: TrackedMetric): Limit[] =>
    scaling.policies
      .filter(({ tracks }) => tracks === metric)
      .map(({ targetPercent }) => ({ label: `target ${targetPercent} %`, value: targetPercent }));
  return [
    {
      title: 'Tasks',
      unit: 'count',
      lines: [
        { label: 'healthy', series: timeline.healthyTargets, style: 'first' },
        { label: 'running', series: timeline.runningTasks, style: 'second' },
        { label: 'desired', series: timeline.desiredTasks, style: 'third' },
      ],
      limits: scaling.maxTasks > 0 ? [{ label: `at most ${scaling.maxTasks}`, value: scaling.maxTasks }] : [],
    },
    {
      title: 'CPU of the tasks',
      unit: '% of their reservation, average',
      lines: [{ label: 'CPU', series: timeline.cpuPercent, style: 'first' }],
      limits: target('cpu'),
    },
    {
      title: 'Memory of the tasks',
      unit: '% of their reservation, average',
      lines: [{ label: 'memory', series: timeline.memoryPercent, style: 'first' }],
      limits: target('memory'),
    },
  ];
}

function redisCharts({ timeline, record }: ReportData): Chart[] {
  const { redisHits, redisMisses } = timeline;
  return [
    {
      title: 'Sessions in Redis',
      unit: 'items',
      lines: [{ label: 'sessions', series: timeline.redisItems, style: 'first' }],
      limits: [{ label: 'one for each student', value: record.sessions }],
    },
    {
      title: 'Look-ups that find their session',
      unit: '% hits',
      lines: [{ label: 'hits', series: shareOf(redisHits, addUp([redisHits, redisMisses])), style: 'first' }],
      limits: [],
    },
    {
      title: 'Session work in Redis, seen by the LMS',
      unit: 'ms',
      lines: [
        { label: 'p50', series: timeline.sessionP50Ms, style: 'first' },
        { label: 'p99', series: timeline.sessionP99Ms, style: 'third' },
      ],
      limits: [],
    },
    {
      title: 'CPU of Redis',
      unit: '% of the busiest node',
      lines: [{ label: 'engine CPU', series: timeline.redisEngineCpuPercent, style: 'first' }],
      limits: [],
    },
  ];
}

function times(series: Series, factor: number): Series {
  return series.map(({ at, value }) => ({ at, value: value * factor }));
}

/** In percent, for the minutes in which there was anything to take a share of. */
function shareOf(part: Series, whole: Series): Series {
  return whole
    .filter(({ value }) => value > 0)
    .map(({ at, value }) => ({
      at,
      value: (100 * (part.find((point) => point.at.getTime() === at.getTime())?.value ?? 0)) / value,
    }));
}
