import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { burstPolicy } from './burst-policy.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

const { outputs } = record;

/** A stage, and what CloudWatch is asked for. */
function stage() {
  const clients = createClients(outputs);
  const asked: unknown[] = [];
  jest.spyOn(clients.cloudWatch, 'send').mockImplementation(async (command) => asked.push(command));
  return { asked, context: { clients, outputs, print: () => undefined } };
}

it.each([
  ['gives the burst policy to its alarm', burstPolicy, EnableAlarmActionsCommand],
  ['takes the burst policy away from its alarm', targetTrackingAlone, DisableAlarmActionsCommand],
])('%s, whoever had it before', async (_what, preparation, Command) => {
  const { asked, context } = stage();
  await preparation(context, { burstAlarms: { burst: false } });
  expect(asked).toEqual([expect.any(Command)]);
  expect(asked).toMatchObject([{ input: { AlarmNames: ['burst'] } }]);
  await preparation(context, { burstAlarms: {} });
  expect(asked).toHaveLength(1);
});
