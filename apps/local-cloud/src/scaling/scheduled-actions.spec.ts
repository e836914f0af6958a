import { ScalingWorld, serviceKey } from '../testing/scaling-world.ts';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T10:55:00Z') }));
afterEach(() => jest.useRealTimers());

async function createWorld(): Promise<ScalingWorld> {
  const world = new ScalingWorld();
  await world.register({ MinCapacity: 2, MaxCapacity: 6 });
  world.api.PutScheduledAction({
    ...serviceKey,
    ScheduledActionName: 'exam-begins',
    Schedule: 'cron(0 8 ? * MON-FRI *)',
    Timezone: 'America/Sao_Paulo',
    ScalableTargetAction: { MinCapacity: 5, MaxCapacity: 10 },
  });
  return world;
}

describe('Application Auto Scaling User Guide, "How scheduled scaling works"', () => {
  it('set the bounds at their time, once, and bring the service within them', async () => {
    const world = await createWorld();
    await world.minutes(4);
    expect(world.activities()).toEqual([]);
    await world.minutes(10);
    expect(world.service.capacity.desiredCount).toBe(5);
    expect(world.registry.targets()[0]?.description).toMatchObject({ MinCapacity: 5, MaxCapacity: 10 });
    expect(world.activities()).toEqual([
      'Successful: Setting min capacity to 5 and max capacity to 10 scheduled action name exam-begins was triggered',
      'Successful: Setting desired count to 5. minimum capacity was set to 5',
    ]);
  });

  it('bring a service down to a lower maximum', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 6, runningCount: 6, deploying: false };
    world.api.PutScheduledAction({
      ...serviceKey,
      ScheduledActionName: 'exam-ends',
      Schedule: 'at(2026-11-23T10:58:00)',
      ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 3 },
    });
    await world.minutes(4);
    expect(world.service.capacity.desiredCount).toBe(3);
    expect(world.activities().at(-1)).toBe(
      'Successful: Setting desired count to 3. maximum capacity was set to 3',
    );
  });

  it('are skipped while ScheduledScalingSuspended, for good ("Suspending and resuming scaling")', async () => {
    const world = await createWorld();
    await world.api.RegisterScalableTarget({
      ...serviceKey,
      SuspendedState: { ScheduledScalingSuspended: true },
    });
    await world.minutes(10);
    await world.api.RegisterScalableTarget({
      ...serviceKey,
      SuspendedState: { ScheduledScalingSuspended: false },
    });
    await world.minutes(10);
    expect(world.activities()).toEqual([]);
  });

  it('run in the order of their times when several are due ("Considerations")', async () => {
    const world = await createWorld();
    const put = (ScheduledActionName: string, minute: number, MinCapacity: number) =>
      world.api.PutScheduledAction({
        ...serviceKey,
        ScheduledActionName,
        Schedule: `at(2026-11-23T10:${minute}:00)`,
        ScalableTargetAction: { MinCapacity },
      });
    put('second', 57, 4);
    put('first', 56, 3);
    jest.advanceTimersByTime(3 * 60_000);
    await world.engine.tick();
    expect(world.service.capacity.desiredCount).toBe(4);
  });

  it('fail when the minimum would be greater than the maximum ("Considerations")', async () => {
    const world = await createWorld();
    world.api.PutScheduledAction({
      ...serviceKey,
      ScheduledActionName: 'too-many',
      Schedule: 'at(2026-11-23T10:56:00)',
      ScalableTargetAction: { MinCapacity: 7 },
    });
    await world.minutes(2);
    expect(world.activities()).toEqual([
      'Failed: Setting min capacity to 7 scheduled action name too-many was triggered',
    ]);
    expect(world.registry.targets()[0]?.description).toMatchObject({ MinCapacity: 2, MaxCapacity: 6 });
    expect(world.service.capacity.desiredCount).toBe(2);
  });

  it('after the end time the bounds stay as they are ("Schedule recurring scaling actions")', async () => {
    const world = await createWorld();
    world.api.PutScheduledAction({
      ...serviceKey,
      ScheduledActionName: 'rehearsal',
      Schedule: 'rate(1 minute)',
      EndTime: new Date('2026-11-23T10:57:30Z'),
      ScalableTargetAction: { MinCapacity: 3 },
    });
    await world.minutes(4);
    expect(world.activities()).toHaveLength(3);
    expect(world.service.capacity.desiredCount).toBe(3);
  });

  it('target tracking goes on within the new bounds', async () => {
    const world = await createWorld();
    await world.track('CPU', { TargetValue: 50 });
    await world.minutes(8, { cpu: 30 });
    await world.minutes(3, { cpu: 90 });
    expect(world.service.capacity.desiredCount).toBe(9);
  });
});

describe('Application Auto Scaling API Reference, "RegisterScalableTarget": bounds', () => {
  it('bring the service within them when they are registered and when they change', async () => {
    const world = new ScalingWorld();
    await world.register({ MinCapacity: 3, MaxCapacity: 6 });
    await world.minutes(1);
    expect(world.service.capacity.desiredCount).toBe(3);
    await world.register({ MinCapacity: 4, MaxCapacity: 6 });
    await world.minutes(1);
    expect(world.activities().at(-1)).toMatch('Setting desired count to 4. minimum capacity was set to 4');
  });
});
