import { paginateDescribeAlarms, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Clients } from './clients.ts';

/** The alarms of these names, as far as there are such. */
export async function readAlarms(
  { cloudWatch }: Pick<Clients, 'cloudWatch'>,
  AlarmNames: string[],
): Promise<MetricAlarm[]> {
  // Without a name DescribeAlarms would answer with all alarms of the account.
  if (AlarmNames.length === 0) return [];
  const alarms: MetricAlarm[] = [];
  for await (const page of paginateDescribeAlarms({ client: cloudWatch }, { AlarmNames }))
    alarms.push(...(page.MetricAlarms ?? []));
  return alarms;
}
