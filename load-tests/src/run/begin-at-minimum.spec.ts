import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { Workload } from '../k6/workloads/index.ts';
import { createClients } from '../stage/clients.ts';
import * as scalableTarget from '../stage/scalable-target.ts';
import { DeployedService } from '../stage/service.ts';
import { record } from '../testing/example-run.ts';
import { beginAtMinimum } from './begin-at-minimum.ts';

jest.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number) => void jest.advanceTimersByTime(milliseconds),
}));
jest.mock('../stage/scalable-target.ts');

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A service of 2 to 6 tasks that desires as many at each look, and has them all. */
const begin = (...desiredAtEachLook: number[]) => beginFor({}, ...desiredAtEachLook);

function beginFor(workload: Pick<Workload, 'mayBeginWithExamTasks'>, ...desiredAtEachLook: number[]) {
  const { outputs } = record;
  const clients = createClients(outputs);
  const service = new DeployedService(clients, outputs);
  jest.mocked(scalableTarget.readScalableTarget).mockResolvedValue({ MinCapacity: 2 } as never);
  jest.mocked(scalableTarget.readExamTasks).mockResolvedValue(4);
  const looks = jest.spyOn(service, 'capacity');
  const last = desiredAtEachLook.at(-1) ?? 2;
  const capacity = (tasks: number) => ({ at: new Date(), desired: tasks, running: tasks, healthy: tasks });
  looks.mockResolvedValue(capacity(last));
  for (const tasks of desiredAtEachLook) looks.mockResolvedValueOnce(capacity(tasks));
  const stopping = jest.spyOn(service, 'hasStoppingTasks').mockResolvedValue(false);
  const updates: unknown[] = [];
  jest.spyOn(clients.ecs, 'send').mockImplementation(async (command: unknown) => {
    if (command instanceof UpdateServiceCommand) updates.push(command.input.desiredCount);
  });
  const begun = beginAtMinimum({
    settings: { workload },
    clients,
    outputs,
    service,
    print: () => undefined,
    signal: new AbortController().signal,
  });
  return { begun, updates, stopping };
}

it('a service at its fewest tasks is left alone', async () => {
  const { begun, updates } = begin(2);
  await begun;
  expect(updates).toEqual([]);
});

it.each([
  [4, []],
  [5, [2]],
])("a workload that may begin with an exam's 4 tasks finds %i", async (tasks, asked) => {
  const { begun, updates } = beginFor({ mayBeginWithExamTasks: true }, tasks, tasks, 2);
  await begun;
  expect(updates).toEqual(asked);
});

it('tasks that an alarm of the last load adds meanwhile are taken away, too', async () => {
  const { begun, updates } = begin(5, 5, 6, 2);
  await begun;
  expect(updates).toEqual([2, 2]);
});

it('a run begins when the tasks that the last one has stopped are gone', async () => {
  const { begun, stopping } = begin(2);
  stopping.mockResolvedValueOnce(true);
  await begun;
  expect(stopping).toHaveBeenCalledTimes(2);
});

it('a service that does not come back ends the run', async () => {
  await expect(begin(5).begun).rejects.toThrow('did not go back to 2 tasks in 300 s');
});
