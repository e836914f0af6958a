import { addUp } from '../../metrics/series.ts';
import { shareOf, type ChartOf } from './chart.ts';
import { slowestWrites } from './trace.ts';

/** What the load did to Redis. */
export const redisCharts = {
  sessions: ({ timeline, record }) => ({
    title: 'Sessions in Redis',
    unit: 'items',
    source: 'CloudWatch',
    lines: [{ label: 'sessions', series: timeline.redisItems, style: 'first' }],
    limits: [{ label: 'one for each student', value: record.sessions }],
  }),

  hits: ({ timeline: { redisHits, redisMisses } }) => ({
    title: 'Look-ups that find their session',
    unit: '% hits',
    source: 'CloudWatch',
    lines: [{ label: 'hits', series: shareOf(redisHits, addUp([redisHits, redisMisses])), style: 'first' }],
  }),

  sessionWork: ({ timeline }) => ({
    title: 'Session work in Redis, seen by the LMS',
    unit: 'ms',
    source: 'CloudWatch',
    lines: [
      { label: 'p50', series: timeline.sessionP50Ms, style: 'first' },
      { label: 'p99', series: timeline.sessionP99Ms, style: 'third' },
    ],
  }),

  sessionWrites: ({ record }) =>
    record.probe.length > 0
      ? {
          title: 'Writing a session',
          unit: 'ms, the slowest of every 2 s',
          source: 'probe',
          lines: [{ label: 'slowest write', series: slowestWrites(record.probe), style: 'first' }],
        }
      : undefined,

  redisCpu: ({ timeline }) => ({
    title: 'CPU of Redis',
    unit: '% of the busiest node',
    source: 'CloudWatch',
    lines: [{ label: 'engine CPU', series: timeline.redisEngineCpuPercent, style: 'first' }],
  }),
} as const satisfies Readonly<Record<string, ChartOf>>;
