import { DisableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import type { Preparation } from './preparation.ts';

/** Takes the burst policy away from its alarm: it would add tasks before target tracking has its three minutes. */
export const targetTrackingAlone: Preparation = async ({ clients, print }, { burstAlarms }) => {
  const AlarmNames = Object.keys(burstAlarms);
  if (AlarmNames.length === 0) return;
  await clients.cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
  print('The burst policy is switched off until the end of the run: target tracking scales alone');
};
