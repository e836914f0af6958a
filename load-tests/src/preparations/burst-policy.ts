import { EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import type { Preparation } from './preparation.ts';

/** The stage as it is deployed: nobody has switched the burst policy off. */
export const burstPolicy: Preparation = async ({ clients }, { burstAlarms }) => {
  const AlarmNames = Object.keys(burstAlarms);
  if (AlarmNames.length > 0) await clients.cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
};
