import {
  DeleteScheduledActionCommand,
  DescribeScalableTargetsCommand,
  DescribeScheduledActionsCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T20:00:00Z') }));
afterEach(() => jest.useRealTimers());

const raiseTo = (MinCapacity: number) => ({ ScalableTargetAction: { MinCapacity, MaxCapacity: 6 } });

/** A service of 2 to 6 tasks, its scheduled actions, and what Application Auto Scaling is asked to change. */
function stageWith(
  ScheduledActions: object[],
  ScalableTargets: object[] = [{ MinCapacity: 2, MaxCapacity: 6 }],
) {
  const clients = createClients(record.outputs);
  const asked: object[] = [];
  jest.spyOn(clients.autoScaling, 'send').mockImplementation(async (command) => {
    if (command instanceof DescribeScalableTargetsCommand) return { ScalableTargets };
    if (command instanceof DescribeScheduledActionsCommand) return { ScheduledActions };
    if (
      command instanceof PutScheduledActionCommand ||
      command instanceof RegisterScalableTargetCommand ||
      command instanceof DeleteScheduledActionCommand
    )
      asked.push(command.input);
    if (command instanceof DeleteScheduledActionCommand)
      throw Object.assign(new Error('no scheduled action found'), { name: 'ObjectNotFoundException' });
    return {};
  });
  const lines: string[] = [];
  return {
    asked,
    context: { clients, outputs: record.outputs, print: (line: string) => lines.push(line) },
  };
}

it("schedules the tasks of the stage's exam windows, and restores the fewest", async () => {
  const { asked, context } = stageWith([raiseTo(4), raiseTo(2), raiseTo(3)]);
  const undo = await scheduledCapacity(context);
  expect(asked).toEqual([
    expect.objectContaining({
      ResourceId: 'service/ecs-cluster-production-dev/ecs-service-production-dev',
      Schedule: 'at(2026-11-23T20:00:10)',
      ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 6 },
    }),
  ]);
  await undo();
  expect(asked.slice(1)).toEqual([
    expect.objectContaining({ ScheduledActionName: 'load-test-exam' }),
    expect.objectContaining({ MinCapacity: 2 }),
  ]);
});

it('schedules the most tasks where no window says how many an exam needs', async () => {
  const { asked, context } = stageWith([]);
  await scheduledCapacity(context);
  expect(asked).toMatchObject([{ ScalableTargetAction: { MinCapacity: 6 } }]);
});

it('fails where the service does not scale', async () => {
  const { asked, context } = stageWith([], []);
  await expect(scheduledCapacity(context)).rejects.toThrow('is no scalable target');
  expect(asked).toEqual([]);
});
