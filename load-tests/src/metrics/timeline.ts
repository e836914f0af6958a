import { DescribeReplicationGroupsCommand } from '@aws-sdk/client-elasticache';
import type { Window } from '../run/window.ts';
import type { Clients } from '../stage/clients.ts';
import type { StageOutputs } from '../stage/outputs.ts';
import { readMetricData } from './metric-data.ts';
import { seriesNames, seriesQueries, type SeriesName } from './queries.ts';
import { zeroWhereMissing, type Series } from './series.ts';

const PERIOD_SECONDS = 60;

/** What CloudWatch holds of a run, minute by minute. */
export type Timeline = Readonly<Record<SeriesName, Series>>;

/**
 * Asks CloudWatch for the series of a window. One of which it holds nothing, or that was not asked for, is empty.
 *
 * @param names - all by default
 */
export async function readTimeline(
  clients: Clients,
  outputs: StageOutputs,
  window: Window,
  names: readonly SeriesName[] = seriesNames,
): Promise<Timeline> {
  const queries = seriesQueries(outputs, await cacheClusterIds(clients, outputs));
  const metrics = names.flatMap((name) => queries[name].metrics.map((metric) => ({ name, metric })));
  const asked = metrics.map(({ metric }) => ({
    Metric: {
      Namespace: metric.namespace,
      MetricName: metric.metric,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: PERIOD_SECONDS,
    Stat: metric.statistic,
  }));
  const answers = await readMetricData(clients, asked, window);
  const series = (name: SeriesName): Series =>
    queries[name].combine(
      metrics.flatMap((metric, index) => (metric.name === name ? [answers[index] ?? []] : [])),
    );
  return withZeroErrors(timelineOf(series));
}

async function cacheClusterIds(
  { elastiCache }: Clients,
  { replicationGroupId }: StageOutputs,
): Promise<string[]> {
  const { ReplicationGroups = [] } = await elastiCache.send(
    new DescribeReplicationGroupsCommand({ ReplicationGroupId: replicationGroupId }),
  );
  return ReplicationGroups.flatMap(({ MemberClusters = [] }) => MemberClusters);
}

/** The minutes of a timeline that start in a span of time. */
export function minutesBetween(timeline: Timeline, from: Date, until: Date): Timeline {
  return timelineOf((name) => timeline[name].filter(({ at }) => at >= from && at < until));
}

function withZeroErrors(timeline: Timeline): Timeline {
  const { requests, loadBalancerErrors, targetErrors } = timeline;
  return {
    ...timeline,
    loadBalancerErrors: zeroWhereMissing(loadBalancerErrors, requests),
    targetErrors: zeroWhereMissing(targetErrors, requests),
  };
}
/** What is known of a run when CloudWatch does not answer. */
export const emptyTimeline: Timeline = timelineOf(() => []);

function timelineOf(series: (name: SeriesName) => Series): Timeline {
  return Object.fromEntries(seriesNames.map((name) => [name, series(name)])) as Record<SeriesName, Series>;
}
