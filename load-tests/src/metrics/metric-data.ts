import { paginateGetMetricData, type MetricStat } from '@aws-sdk/client-cloudwatch';
import type { Window } from '../run/window.ts';
import type { Clients } from '../stage/clients.ts';
import type { Point, Series } from './series.ts';

/**
 * What CloudWatch holds of some metrics.
 *
 * @returns a series for each, from the earliest datapoint to the latest
 */
export async function readMetricData(
  { cloudWatch }: Pick<Clients, 'cloudWatch'>,
  metrics: readonly MetricStat[],
  { start, end }: Window,
): Promise<Series[]> {
  // CloudWatch refuses a call that asks for nothing.
  if (metrics.length === 0) return [];
  const MetricDataQueries = metrics.map((MetricStat, index) => ({ Id: `m${index}`, MetricStat }));
  const points = metrics.map((): Point[] => []);
  for await (const page of paginateGetMetricData(
    { client: cloudWatch },
    { MetricDataQueries, StartTime: start, EndTime: end, ScanBy: 'TimestampAscending' },
  ))
    for (const { Id = '', Timestamps = [], Values = [] } of page.MetricDataResults ?? [])
      points[Number(Id.slice(1))]?.push(
        ...Timestamps.map((at, index) => ({ at, value: Values[index] ?? 0 })),
      );
  return points;
}
