import { EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { burstPolicy } from './burst-policy.ts';

it('gives the burst policy back to its alarm, and leaves it there', async () => {
  const clients = createClients(record.outputs);
  const Alarms = [{ AlarmName: 'burst', AlarmARN: 'arn' }];
  const ScalingPolicies = [{ PolicyType: 'StepScaling', Alarms }];
  jest.spyOn(clients.autoScaling, 'send').mockImplementation(async () => ({ ScalingPolicies }));
  const asked: unknown[] = [];
  jest.spyOn(clients.cloudWatch, 'send').mockImplementation(async (command) => asked.push(command));
  const undo = await burstPolicy({ clients, outputs: record.outputs, print: () => undefined });
  await undo();
  expect(asked).toEqual([expect.any(EnableAlarmActionsCommand)]);
  expect(asked).toMatchObject([{ input: { AlarmNames: ['burst'] } }]);
});
