import { addUp, type Series } from '../../metrics/series.ts';
import { maxErrorRateOf } from '../limits.ts';
import { shareOf, times, type ChartOf, type Line, type LineStyle } from './chart.ts';
import { perSecond } from './trace.ts';

/** What the students asked for and how they were answered. */
export const loadCharts = {
  requests: ({ timeline, record }) => ({
    title: 'Requests',
    unit: 'per second',
    ...(record.trace.length > 1
      ? {
          source: 'k6',
          lines: [{ label: 'requests', series: perSecond(record.trace, 'requests'), style: 'first' }],
        }
      : {
          source: 'CloudWatch',
          lines: [{ label: 'requests', series: times(timeline.requests, 1 / 60), style: 'first' }],
        }),
  }),

  failures: ({ record }) =>
    record.trace.length > 1
      ? {
          title: 'Failed requests',
          unit: 'per second',
          source: 'k6',
          lines: [{ label: 'failed', series: perSecond(record.trace, 'failed'), style: 'first' }],
        }
      : undefined,

  errors: ({ timeline: { requests, loadBalancerErrors, targetErrors }, record }) => {
    const limit = maxErrorRateOf(record) * 100;
    return {
      title: 'Errors',
      unit: '% of requests',
      source: 'CloudWatch',
      lines: [
        {
          label: '5xx answers',
          series: shareOf(addUp([loadBalancerErrors, targetErrors]), requests),
          style: 'first',
        },
      ],
      limits: [{ label: `limit ${limit} %`, value: limit }],
    };
  },

  responseTime: ({ timeline, summary }) => ({
    title: 'Response time of the tasks',
    unit: summary.evidence === 'aws' ? 'ms' : 'ms, not judged on a shared machine',
    source: 'CloudWatch',
    lines: [
      milliseconds('p50', timeline.responseP50Seconds, 'first'),
      milliseconds('p95', timeline.responseP95Seconds, 'second'),
      milliseconds('p99', timeline.responseP99Seconds, 'third'),
    ],
  }),
} as const satisfies Readonly<Record<string, ChartOf>>;

function milliseconds(label: string, seconds: Series, style: LineStyle): Line {
  return { label, series: times(seconds, 1000), style };
}
