import { paginateDescribeScalingPolicies } from '@aws-sdk/client-application-auto-scaling';
import { HOURS_OF_SHORT_PERIODS } from '../k6/limits.ts';
import { readMetricData } from '../metrics/metric-data.ts';
import type { Window } from '../run/window.ts';
import { readAlarms } from './alarms.ts';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';
import { scalableResource } from './scalable-target.ts';

/** Names of the alarms that trigger the service's burst policy, the only one that scales by steps. */
export async function readBurstAlarms({ autoScaling }: Clients, outputs: StageOutputs): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateDescribeScalingPolicies(
    { client: autoScaling },
    scalableResource(outputs),
  ))
    for (const { PolicyType, Alarms = [] } of page.ScalingPolicies ?? [])
      if (PolicyType === 'StepScaling') names.push(...Alarms.map(({ AlarmName = '' }) => AlarmName));
  return names;
}

/**
 * Starts of the periods in which the burst policy's metric was above its threshold, from the earliest to the latest.
 *
 * @returns undefined when they are so long ago that CloudWatch has thrown them away
 */
export async function readFullPeriods(
  clients: Clients,
  outputs: StageOutputs,
  window: Window,
): Promise<Date[] | undefined> {
  if (Date.now() - window.start.getTime() > HOURS_OF_SHORT_PERIODS * 3_600_000) return undefined;
  const alarms = await readAlarms(clients, await readBurstAlarms(clients, outputs));
  const metrics = alarms.map(({ Namespace, MetricName, Dimensions, Period, Statistic }) => ({
    Metric: { Namespace, MetricName, Dimensions },
    Period,
    Stat: Statistic,
  }));
  const series = await readMetricData(clients, metrics, window);
  return series
    .flatMap((points, index) => points.filter(({ value }) => value > (alarms[index]?.Threshold ?? Infinity)))
    .map(({ at }) => at)
    .sort((left, right) => left.getTime() - right.getTime());
}
