import type { Series } from '../../metrics/series.ts';
import type { Chart, ChartOf } from './chart.ts';

/** What session work costs in either store. */
export const sessionStoreCharts = {
  sessionsByStoreP50: ({ timeline }) =>
    byStore('p50', timeline.sessionP50Ms, timeline.postgresqlSessionP50Ms),

  sessionsByStoreP99: ({ timeline }) =>
    byStore('p99', timeline.sessionP99Ms, timeline.postgresqlSessionP99Ms),

  databaseCpu: ({ timeline }) =>
    timeline.databaseCpuPercent.length > 0
      ? {
          title: 'CPU of the database',
          unit: '% of its instance',
          source: 'CloudWatch',
          lines: [{ label: 'CPU', series: timeline.databaseCpuPercent, style: 'first' }],
        }
      : undefined,
} as const satisfies Readonly<Record<string, ChartOf>>;

function byStore(percentile: string, redis: Series, postgresql: Series): Chart | undefined {
  if (postgresql.length === 0) return undefined;
  return {
    title: `Session work by store, ${percentile}`,
    unit: 'ms, seen by the LMS',
    source: 'CloudWatch',
    lines: [
      { label: 'in Redis', series: redis, style: 'first' },
      { label: 'in PostgreSQL', series: postgresql, style: 'second' },
    ],
  };
}
