import { ScalingWorld, serviceKey } from '../testing/scaling-world.ts';

const cpuHigh =
  'monitor alarm TargetTracking-service/cluster/lms-AlarmHigh in state ALARM triggered policy cpu';
const cpuLow =
  'monitor alarm TargetTracking-service/cluster/lms-AlarmLow in state ALARM triggered policy cpu';
const memoryHigh = cpuHigh.replace(/cpu$/, 'memory');
const memoryLow = cpuLow.replace(/cpu$/, 'memory');

/** A service of two tasks, 2 to 10 allowed, that tracks 50 % CPU and 60 % memory. */
async function createWorld(): Promise<ScalingWorld> {
  const world = new ScalingWorld();
  await world.register({ MinCapacity: 2, MaxCapacity: 10 });
  await world.track('CPU', { TargetValue: 50, ScaleOutCooldown: 60, ScaleInCooldown: 300 });
  await world.track('Memory', { TargetValue: 60, ScaleOutCooldown: 60, ScaleInCooldown: 300 });
  return world;
}

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') }));
afterEach(() => jest.useRealTimers());

describe('Application Auto Scaling User Guide, "How target tracking scaling works", "How it works": scale-out', () => {
  it('waits for three minutes above the target, then adds tasks in proportion', async () => {
    const world = await createWorld();
    await world.minutes(2, { cpu: 90, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(2);
    await world.minutes(1, { cpu: 90, memory: 20 });
    // 2 tasks x 90 / 50 = 3.6
    expect(world.service.capacity.desiredCount).toBe(4);
  });

  it('tells the same story by its alarms and its activities', async () => {
    const world = await createWorld();
    await world.minutes(3, { cpu: 90, memory: 20 });
    expect(world.alarmState('AlarmHigh', 'CPU')).toBe('ALARM');
    expect(world.alarmState('AlarmHigh', 'Memory')).toBe('OK');
    expect(world.activities()).toEqual([`InProgress: Setting desired count to 4. ${cpuHigh}`]);
    await world.engine.tick();
    expect(world.registry.activities[0]).toMatchObject({
      StatusCode: 'Successful',
      StatusMessage: 'Successfully set desired count to 4. Change successfully fulfilled by ecs.',
      StartTime: new Date('2026-11-23T12:03:00Z'),
      EndTime: new Date('2026-11-23T12:03:00Z'),
    });
  });

  it('never scales when a minute in between is below the target: a metric that flaps', async () => {
    const world = await createWorld();
    for (let round = 0; round < 10; round++) {
      await world.minutes(2, { cpu: 90, memory: 20 });
      await world.minutes(1, { cpu: 40, memory: 20 });
    }
    expect(world.activities()).toEqual([]);
  });

  it('stops at the maximum, and says so among the activities that did not scale', async () => {
    const world = await createWorld();
    await world.minutes(3, { cpu: 400, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(10);
    await world.minutes(3, { cpu: 400, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(10);
    expect(world.activities().at(-1)).toBe(`Failed: AlreadyAtMaxCapacity ${cpuHigh}`);
  });

  it('starts from the running tasks, not from those that could not start (Amazon ECS Developer Guide)', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 4, runningCount: 2, deploying: false };
    await world.minutes(3, { cpu: 90, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
    expect(world.activities()).toEqual([`Failed: AlreadyAtDesiredCapacity ${cpuHigh}`]);
  });

  it('says why when ECS refuses', async () => {
    const world = await createWorld();
    world.service.error = new Error('Service was not ACTIVE.');
    await world.minutes(3, { cpu: 90, memory: 20 });
    expect(world.registry.activities[0]).toMatchObject({
      StatusCode: 'Failed',
      StatusMessage: 'Failed to set desired count to 4. Reason: Service was not ACTIVE.',
    });
  });
});

describe('Application Auto Scaling User Guide, "How target tracking scaling works", "Multiple scaling policies"', () => {
  it('any policy scales out', async () => {
    const world = await createWorld();
    await world.minutes(3, { cpu: 10, memory: 90 });
    expect(world.service.capacity.desiredCount).toBe(3);
    expect(world.activities()).toEqual([`InProgress: Setting desired count to 3. ${memoryHigh}`]);
  });

  it('the one that gives the largest capacity decides', async () => {
    const world = await createWorld();
    await world.minutes(3, { cpu: 80, memory: 150 });
    expect(world.service.capacity.desiredCount).toBe(5);
    expect(world.activities()).toEqual([`InProgress: Setting desired count to 5. ${memoryHigh}`]);
  });

  it('all must agree to scale in, and the largest capacity decides', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 8, runningCount: 8, deploying: false };
    await world.minutes(20, { cpu: 20, memory: 58 });
    expect(world.service.capacity.desiredCount).toBe(8);
    await world.minutes(15, { cpu: 10, memory: 30 });
    // CPU asks for 8 x 10 / 50 = 1.6, memory for 8 x 30 / 60 = 4.
    expect(world.activities()).toEqual([`InProgress: Setting desired count to 4. ${memoryLow}`]);
  });

  it('a policy whose scale-in is disabled has no say in it', async () => {
    const world = await createWorld();
    await world.track('Memory', { TargetValue: 60, DisableScaleIn: true });
    world.service.capacity = { desiredCount: 8, runningCount: 8, deploying: false };
    expect(world.alarmState('AlarmLow', 'Memory')).toBeUndefined();
    await world.minutes(15, { cpu: 20, memory: 58 });
    expect(world.activities()).toEqual([`InProgress: Setting desired count to 4. ${cpuLow}`]);
  });
});

describe('Application Auto Scaling User Guide, "How target tracking scaling works", "How it works": scale-in', () => {
  it('waits for fifteen minutes below nine tenths of the target', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 6, runningCount: 6, deploying: false };
    await world.minutes(20, { cpu: 46, memory: 20 });
    expect(world.activities()).toEqual([]);
    await world.minutes(14, { cpu: 25, memory: 20 });
    expect(world.activities()).toEqual([]);
    await world.minutes(1, { cpu: 25, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(3);
  });

  it('stops at the minimum', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 6, runningCount: 6, deploying: false };
    await world.minutes(16, { cpu: 1, memory: 1 });
    expect(world.service.capacity.desiredCount).toBe(2);
    expect(world.activities().at(-1)).toBe(`Failed: AlreadyAtMinCapacity ${cpuLow}`);
  });

  it('does nothing that would have to be undone ("Scaling activities", "AutoScalingAnticipatedFlapping")', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 3, runningCount: 3, deploying: false };
    await world.minutes(15, { cpu: 40, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(3);
    expect(world.activities()).toEqual([`Failed: AutoScalingAnticipatedFlapping ${cpuLow}`]);
  });

  it('is off while a deployment is in progress, scale-out is not (Amazon ECS Developer Guide)', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 6, runningCount: 6, deploying: true };
    await world.minutes(15, { cpu: 10, memory: 10 });
    expect(world.service.capacity.desiredCount).toBe(6);
    expect(world.activities()).toEqual([`Failed: TargetServicePutResourceAsUnscalable ${cpuLow}`]);
    await world.minutes(3, { cpu: 60, memory: 10 });
    expect(world.service.capacity.desiredCount).toBe(8);
  });
});

describe('Application Auto Scaling User Guide, "How target tracking scaling works", "Define cooldown periods"', () => {
  it('counts what was added as part of the next scale-out: only a larger one goes on', async () => {
    const world = await createWorld();
    await world.track('CPU', { TargetValue: 50, ScaleOutCooldown: 300 });
    await world.minutes(3, { cpu: 100, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
    await world.minutes(2, { cpu: 100, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
    await world.minutes(1, { cpu: 150, memory: 20 });
    // 2 x 150 / 50, from the capacity before the first scale-out.
    expect(world.service.capacity.desiredCount).toBe(6);
  });

  it('scales out again from the new capacity when the cooldown is over', async () => {
    const world = await createWorld();
    await world.track('CPU', { TargetValue: 50, ScaleOutCooldown: 120 });
    await world.minutes(3, { cpu: 100, memory: 20 });
    await world.minutes(2, { cpu: 100, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
    await world.minutes(1, { cpu: 100, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(8);
  });

  it('begins when ECS has fulfilled the scale-out', async () => {
    const world = await createWorld();
    world.service.startsTasks = false;
    await world.minutes(8, { cpu: 100, memory: 20 });
    expect(world.activities()).toEqual([`InProgress: Setting desired count to 4. ${cpuHigh}`]);
  });

  it('is 300 seconds for ECS services unless set (API_TargetTrackingScalingPolicyConfiguration)', async () => {
    const world = await createWorld();
    await world.track('CPU', { TargetValue: 50 });
    await world.minutes(3, { cpu: 100, memory: 20 });
    await world.minutes(5, { cpu: 100, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
    await world.minutes(1, { cpu: 100, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(8);
  });

  it('blocks a second scale-in, and is stopped by a scale-out', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 10, runningCount: 10, deploying: false };
    await world.minutes(15, { cpu: 40, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(8);
    await world.minutes(5, { cpu: 20, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(8);
    await world.minutes(1, { cpu: 20, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
    await world.minutes(3, { cpu: 60, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(5);
  });
});

it('a scheduled action does not wait for a cooldown ("Define cooldown periods")', async () => {
  const world = await createWorld();
  await world.track('CPU', { TargetValue: 50, ScaleOutCooldown: 3600 });
  await world.minutes(3, { cpu: 90, memory: 20 });
  world.api.PutScheduledAction({
    ...serviceKey,
    ScheduledActionName: 'exam',
    Schedule: 'at(2026-11-23T12:04:00)',
    ScalableTargetAction: { MinCapacity: 8 },
  });
  await world.minutes(1, { cpu: 60, memory: 20 });
  expect(world.service.capacity.desiredCount).toBe(8);
});

describe('Application Auto Scaling API Reference, "TargetTrackingScalingPolicyConfiguration", ScaleInCooldown', () => {
  const hour = 3600;

  it('a long cooldown outlasts the alarm', async () => {
    const world = await createWorld();
    await world.track('CPU', { TargetValue: 50, ScaleInCooldown: hour });
    world.service.capacity = { desiredCount: 10, runningCount: 10, deploying: false };
    await world.minutes(15, { cpu: 40, memory: 20 });
    await world.minutes(40, { cpu: 20, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(8);
  });

  it('a scale-out stops it: "the scale-in cooldown period stops and doesn\'t complete"', async () => {
    const world = await createWorld();
    await world.track('CPU', { TargetValue: 50, ScaleInCooldown: hour });
    world.service.capacity = { desiredCount: 10, runningCount: 10, deploying: false };
    await world.minutes(15, { cpu: 40, memory: 20 });
    await world.minutes(3, { cpu: 60, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(10);
    await world.minutes(15, { cpu: 40, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(8);
  });
});

it('a scaling that failed starts no cooldown (API_TargetTrackingScalingPolicyConfiguration: "successfully")', async () => {
  const world = await createWorld();
  world.service.capacity = { desiredCount: 8, runningCount: 8, deploying: false };
  world.service.error = new Error('Service was not ACTIVE.');
  await world.minutes(15, { cpu: 20, memory: 20 });
  expect(world.registry.activities[0]?.StatusCode).toBe('Failed');
  world.service.error = undefined;
  await world.minutes(1, { cpu: 20, memory: 20 });
  expect(world.service.capacity.desiredCount).toBe(4);
});

describe('Application Auto Scaling User Guide, "How target tracking scaling works", "Considerations": missing data', () => {
  it('insufficient data of one policy blocks the scale-in of all, and of all blocks everything', async () => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 6, runningCount: 6, deploying: false };
    await world.minutes(15, { cpu: 30, memory: undefined });
    expect(world.alarmState('AlarmLow', 'Memory')).toBe('INSUFFICIENT_DATA');
    expect(world.activities()).toEqual([]);
    await world.minutes(20);
    expect(world.alarmState('AlarmHigh', 'CPU')).toBe('INSUFFICIENT_DATA');
    expect(world.activities()).toEqual([]);
  });

  it('a policy with data scales out although another has none', async () => {
    const world = await createWorld();
    await world.minutes(3, { cpu: 90, memory: undefined });
    expect(world.service.capacity.desiredCount).toBe(4);
  });

  it('too few minutes after a gap do not scale (CloudWatch, "Avoiding premature transitions")', async () => {
    const world = await createWorld();
    await world.minutes(6, { cpu: 20, memory: 20 });
    await world.minutes(5);
    await world.minutes(2, { cpu: 90, memory: 20 });
    expect(world.activities()).toEqual([]);
    await world.minutes(1, { cpu: 90, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(4);
  });

  it('a deleted service is left alone', async () => {
    const world = await createWorld();
    world.service.exists = false;
    await world.minutes(5, { cpu: 90, memory: 90 });
    expect(world.activities()).toEqual([]);
  });
});

describe('Amazon ECS Developer Guide, "Automatically scale your Amazon ECS service": desired count changed by hand', () => {
  it('is left alone within and beyond the bounds until an alarm asks', async () => {
    const world = await createWorld();
    await world.minutes(1, { cpu: 48, memory: 50 });
    world.service.capacity = { desiredCount: 1, runningCount: 1, deploying: false };
    await world.minutes(5, { cpu: 48, memory: 50 });
    expect(world.service.capacity.desiredCount).toBe(1);
  });

  it('below the minimum: a scale-out goes to the minimum at least, a scale-in changes nothing', async () => {
    const world = await createWorld();
    await world.engine.tick();
    world.service.capacity = { desiredCount: 1, runningCount: 1, deploying: false };
    await world.minutes(15, { cpu: 10, memory: 10 });
    expect(world.service.capacity.desiredCount).toBe(1);
    await world.minutes(3, { cpu: 60, memory: 10 });
    expect(world.service.capacity.desiredCount).toBe(2);
  });

  it('above the maximum: a scale-in comes down to the maximum at least, a scale-out changes nothing', async () => {
    const world = await createWorld();
    await world.engine.tick();
    world.service.capacity = { desiredCount: 14, runningCount: 14, deploying: false };
    await world.minutes(3, { cpu: 60, memory: 10 });
    expect(world.service.capacity.desiredCount).toBe(14);
    await world.minutes(15, { cpu: 40, memory: 10 });
    expect(world.service.capacity.desiredCount).toBe(10);
  });

  it('between two evaluations: a larger count by hand is not undone by a scale-out to fewer', async () => {
    const world = await createWorld();
    await world.minutes(2, { cpu: 90, memory: 20 });
    world.service.capacity = { desiredCount: 6, runningCount: 2, deploying: false };
    await world.minutes(1, { cpu: 90, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(6);
  });

  it('to 0 with a minimum of 0: a scale-out starts one task', async () => {
    const world = await createWorld();
    await world.api.RegisterScalableTarget({ ...serviceKey, MinCapacity: 0 });
    await world.engine.tick();
    world.service.capacity = { desiredCount: 0, runningCount: 0, deploying: false };
    await world.minutes(3, { cpu: 90, memory: 20 });
    expect(world.service.capacity.desiredCount).toBe(1);
  });

  it('ends the activity that waits for ECS as Overridden ("Scaling activities")', async () => {
    const world = await createWorld();
    world.service.startsTasks = false;
    await world.minutes(3, { cpu: 90, memory: 20 });
    world.service.capacity = { desiredCount: 3, runningCount: 2, deploying: false };
    await world.engine.tick();
    expect(world.activities()).toEqual([`Overridden: Setting desired count to 4. ${cpuHigh}`]);
  });
});

describe('Application Auto Scaling User Guide, "Suspending and resuming scaling"', () => {
  it.each([
    ['DynamicScalingOutSuspended', { cpu: 90, memory: 20 }],
    ['DynamicScalingInSuspended', { cpu: 10, memory: 10 }],
  ] as const)('%s', async (switchName, utilization) => {
    const world = await createWorld();
    world.service.capacity = { desiredCount: 4, runningCount: 4, deploying: false };
    await world.api.RegisterScalableTarget({ ...serviceKey, SuspendedState: { [switchName]: true } });
    await world.minutes(16, utilization);
    expect(world.service.capacity.desiredCount).toBe(4);
    await world.api.RegisterScalableTarget({ ...serviceKey, SuspendedState: { [switchName]: false } });
    await world.minutes(1, utilization);
    expect(world.service.capacity.desiredCount).not.toBe(4);
  });
});
