import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { readBurstAlarms } from '../stage/burst-alarms.ts';
import type { Preparation } from './preparation.ts';

/**
 * Takes the burst policy away from its alarm: it would add tasks before target tracking has its three minutes. Gives it
 * back whatever it was before, so that a run that was killed leaves nothing behind once another has ended.
 */
export const targetTrackingAlone: Preparation = async ({ clients, outputs, print }) => {
  const AlarmNames = await readBurstAlarms(clients, outputs);
  if (AlarmNames.length === 0) return async () => undefined;
  await clients.cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
  print('The burst policy is switched off until the end of the run: target tracking scales alone');
  return async () => {
    await clients.cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
  };
};
