import { paginateDescribeScalingPolicies } from '@aws-sdk/client-application-auto-scaling';
import { paginateDescribeAlarms, paginateGetMetricData, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Window } from '../run/window.ts';
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

/** Starts of the periods in which the burst policy's metric was above its threshold, from the earliest to the latest. */
export async function readFullPeriods(
  clients: Clients,
  outputs: StageOutputs,
  window: Window,
): Promise<Date[]> {
  const AlarmNames = await readBurstAlarms(clients, outputs);
  // Without a name DescribeAlarms would answer with all alarms of the account.
  if (AlarmNames.length === 0) return [];
  const full: Date[] = [];
  for await (const page of paginateDescribeAlarms({ client: clients.cloudWatch }, { AlarmNames }))
    for (const alarm of page.MetricAlarms ?? []) full.push(...(await periodsAbove(clients, alarm, window)));
  return full.sort((left, right) => left.getTime() - right.getTime());
}

async function periodsAbove(
  { cloudWatch }: Clients,
  { Namespace, MetricName, Dimensions, Period, Statistic, Threshold = Infinity }: MetricAlarm,
  { start, end }: Window,
): Promise<Date[]> {
  const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic };
  const above: Date[] = [];
  for await (const page of paginateGetMetricData(
    { client: cloudWatch },
    { MetricDataQueries: [{ Id: 'saturation', MetricStat }], StartTime: start, EndTime: end },
  ))
    for (const { Timestamps = [], Values = [] } of page.MetricDataResults ?? [])
      above.push(...Timestamps.filter((_, index) => (Values[index] ?? 0) > Threshold));
  return above;
}
