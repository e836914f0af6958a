import { EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { readBurstAlarms } from '../stage/burst-alarms.ts';
import type { Preparation } from './preparation.ts';

/** The stage as it is deployed. A run that was killed may have left the burst policy switched off. */
export const burstPolicy: Preparation = async ({ clients, outputs }) => {
  const AlarmNames = await readBurstAlarms(clients, outputs);
  if (AlarmNames.length > 0) await clients.cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
  return async () => undefined;
};
