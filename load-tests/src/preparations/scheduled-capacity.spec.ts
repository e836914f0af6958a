import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T20:00:00Z') }));
afterEach(() => jest.useRealTimers());

function stage() {
  const clients = createClients(record.outputs);
  const asked: object[] = [];
  jest.spyOn(clients.autoScaling, 'send').mockImplementation(async ({ input }) => asked.push(input));
  return { asked, context: { clients, outputs: record.outputs, print: () => undefined } };
}

it("schedules the tasks of the stage's exam windows", async () => {
  const { asked, context } = stage();
  await scheduledCapacity(context, { minTasks: 2, examTasks: 4, burstAlarms: {} });
  expect(asked).toEqual([
    expect.objectContaining({
      ResourceId: 'service/ecs-cluster-production-dev/ecs-service-production-dev',
      Schedule: 'at(2026-11-23T20:00:10)',
      ScalableTargetAction: { MinCapacity: 4 },
    }),
  ]);
});

it('fails where the service does not scale', async () => {
  const { asked, context } = stage();
  await expect(scheduledCapacity(context, { burstAlarms: {} })).rejects.toThrow('is no scalable target');
  expect(asked).toEqual([]);
});
