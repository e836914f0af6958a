import { paginateDescribeScalingPolicies } from '@aws-sdk/client-application-auto-scaling';
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
