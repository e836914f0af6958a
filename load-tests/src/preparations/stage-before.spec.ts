import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeScalableTargetsCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { restoreStage } from './stage-before.ts';

const { outputs } = record;
const before = { minTasks: 2, examTasks: 4, burstAlarms: { burst: true, off: false } };

const action = (name: string, Schedule: string, MinCapacity: number) => ({
  ScheduledActionName: name,
  Schedule,
  Timezone: 'America/Sao_Paulo',
  ScalableTargetAction: { MinCapacity },
});

/** A stage as a run has left it, and what is asked of AWS to change it. */
function stageWith(minTasks: number, MetricAlarms: object[] = []) {
  const clients = createClients(outputs);
  const asked: unknown[] = [];
  jest.spyOn(clients.autoScaling, 'send').mockImplementation(async (command) => {
    if (command instanceof DescribeScalableTargetsCommand)
      return { ScalableTargets: [{ MinCapacity: minTasks, MaxCapacity: 6 }] };
    if (command instanceof DescribeScheduledActionsCommand)
      return {
        ScheduledActions: [
          action('morning-raise', 'cron(15 7 ? * MON,TUE *)', 4),
          action('morning-restore', 'cron(30 12 ? * MON,TUE *)', 2),
        ],
      };
    return asked.push(command.input);
  });
  jest.spyOn(clients.cloudWatch, 'send').mockImplementation(async (command) => {
    if (command instanceof DescribeAlarmsCommand) return { MetricAlarms };
    return asked.push({ [command.constructor.name]: command.input });
  });
  const lines: string[] = [];
  return { asked, lines, context: { clients, outputs, print: (line: string) => void lines.push(line) } };
}

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T20:00:00Z') }));
afterEach(() => jest.useRealTimers());

const deletion = expect.objectContaining({ ScheduledActionName: 'load-test-exam' });

it('lowers the fewest tasks that a run has raised', async () => {
  const { asked, context } = stageWith(4);
  await restoreStage(context, before);
  expect(asked).toEqual([deletion, expect.objectContaining({ MinCapacity: 2 })]);
});

it.each([
  ['somebody has set them to another number meanwhile', 3],
  ['they are what they were', 2],
])('leaves the fewest tasks alone when %s', async (_why, minTasks) => {
  const { asked, context } = stageWith(minTasks);
  await restoreStage(context, before);
  expect(asked).toEqual([deletion]);
});

it("leaves the fewest tasks to an exam window that is open: students are in the exam, and the window's end lowers them", async () => {
  // A Monday in São Paulo, an hour after the window has begun.
  jest.setSystemTime(new Date('2026-11-23T11:15:00Z'));
  const { asked, lines, context } = stageWith(4);
  await restoreStage(context, before);
  expect(asked).toEqual([deletion]);
  expect(lines).toEqual([expect.stringContaining('an exam window is open (morning-raise)')]);
});

it('lets alarms act as before', async () => {
  const { asked, context } = stageWith(2, [
    { AlarmName: 'burst', ActionsEnabled: false },
    { AlarmName: 'off', ActionsEnabled: true },
  ]);
  await restoreStage(context, before);
  expect(asked.slice(1)).toEqual([
    { EnableAlarmActionsCommand: { AlarmNames: ['burst'] } },
    { DisableAlarmActionsCommand: { AlarmNames: ['off'] } },
  ]);
});

it('gives the other parts back when one fails', async () => {
  const { asked, context } = stageWith(4);
  jest.spyOn(context.clients.cloudWatch, 'send').mockImplementation(async () => {
    throw new Error('throttled');
  });
  await expect(restoreStage(context, before)).rejects.toThrow('throttled');
  expect(asked).toHaveLength(2);
});
