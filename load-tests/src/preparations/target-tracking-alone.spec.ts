import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

const alarm = (AlarmName: string) => ({ AlarmName, AlarmARN: `arn:aws:cloudwatch:alarm:${AlarmName}` });

/** A stage with these policies, and what CloudWatch is asked for. */
function stageWith(...ScalingPolicies: object[]) {
  const clients = createClients(record.outputs);
  jest.spyOn(clients.autoScaling, 'send').mockImplementation(async () => ({ ScalingPolicies }));
  const asked: unknown[] = [];
  jest.spyOn(clients.cloudWatch, 'send').mockImplementation(async (command) => asked.push(command));
  return { asked, context: { clients, outputs: record.outputs, print: () => undefined } };
}

it('takes the burst policy away from its alarm, and gives it back', async () => {
  const { asked, context } = stageWith(
    { PolicyType: 'TargetTrackingScaling', Alarms: [alarm('cpu-high'), alarm('cpu-low')] },
    { PolicyType: 'StepScaling', Alarms: [alarm('burst')] },
  );
  const undo = await targetTrackingAlone(context);
  expect(asked).toEqual([expect.any(DisableAlarmActionsCommand)]);
  await undo();
  expect(asked).toEqual([
    expect.objectContaining({ input: { AlarmNames: ['burst'] } }),
    expect.any(EnableAlarmActionsCommand),
  ]);
  expect(asked[1]).toMatchObject({ input: { AlarmNames: ['burst'] } });
});

it('asks for nothing where there is no burst policy', async () => {
  const { asked, context } = stageWith({ PolicyType: 'TargetTrackingScaling', Alarms: [alarm('cpu-high')] });
  const undo = await targetTrackingAlone(context);
  await undo();
  expect(asked).toEqual([]);
});
