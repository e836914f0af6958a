import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ScalingWorld, serviceKey } from '../testing/scaling-world.ts';
import type { StepScalingConfiguration } from './requests.ts';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') }));
afterEach(() => jest.useRealTimers());

/** More than 50 requests that wait add 1 task, more than 60 add 2, more than 70 add 3. */
const addTasks: StepScalingConfiguration = {
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 20, ScalingAdjustment: 2 },
    { MetricIntervalLowerBound: 20, ScalingAdjustment: 3 },
  ],
  Cooldown: 60,
};
const removeTasks: StepScalingConfiguration = {
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
  Cooldown: 60,
};

/** A service of two tasks, 2 to 10 allowed, and a metric that is published every ten seconds. */
class Queue extends ScalingWorld {
  static async create(): Promise<Queue> {
    const world = new Queue();
    await world.register({ MinCapacity: 2, MaxCapacity: 10 });
    return world;
  }

  async alarm(policyArn: string, settings: Partial<PutMetricAlarmInput> = {}): Promise<void> {
    await this.store.putAlarm({
      AlarmName: 'queue-high',
      AlarmActions: [policyArn],
      Namespace: 'LMS',
      MetricName: 'Waiting',
      Statistic: 'Average',
      Period: 10,
      EvaluationPeriods: 3,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      ...settings,
    });
  }

  /** Ten seconds with each value, and the engine's tick after each. */
  async waiting(...values: (number | undefined)[]): Promise<void> {
    for (const value of values) {
      const timestamp = new Date();
      jest.advanceTimersByTime(10_000);
      this.publish('Waiting', value, timestamp);
      await this.engine.tick();
    }
  }

  get desiredCount(): number {
    return this.service.capacity.desiredCount;
  }

  run(tasks: number): void {
    this.service.capacity = { desiredCount: tasks, runningCount: tasks, deploying: false };
  }
}

const cause = (alarm: string, policy: string) =>
  `monitor alarm ${alarm} in state ALARM triggered policy ${policy}`;

describe('Application Auto Scaling User Guide, "How step scaling works"', () => {
  it('scales after three periods of ten seconds, by the step of the breach', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', addTasks));
    await world.waiting(65, 65);
    expect(world.desiredCount).toBe(2);
    await world.waiting(65);
    expect(world.desiredCount).toBe(4);
    expect(world.activities()).toEqual([
      `InProgress: Setting desired count to 4. ${cause('queue-high', 'queue')}`,
    ]);
  });

  it('scales in by another alarm and policy, one step after each cooldown', async () => {
    const world = await Queue.create();
    const policy = await world.step('empty', removeTasks);
    await world.alarm(policy, {
      AlarmName: 'queue-low',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 5,
    });
    world.run(5);
    await world.waiting(0, 0, 0);
    expect(world.desiredCount).toBe(4);
    await world.waiting(0, 0, 0, 0, 0, 0);
    expect(world.desiredCount).toBe(4);
    // The cooldown began when ECS had fulfilled the scale-in, one tick later.
    await world.waiting(...Array<number>(6).fill(0));
    expect(world.desiredCount).toBe(3);
  });

  it('stays within the bounds', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', addTasks));
    world.run(9);
    await world.waiting(99, 99, 99);
    expect(world.desiredCount).toBe(10);
    await world.waiting(...Array<number>(6).fill(99));
    expect(world.activities().at(-1)).toBe(`Failed: AlreadyAtMaxCapacity ${cause('queue-high', 'queue')}`);
  });

  it('does nothing without data', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', addTasks));
    await world.waiting(...Array<undefined>(12).fill(undefined));
    expect(world.activities()).toEqual([]);
  });

  it('does nothing where no step covers the breach, or the step is 0', async () => {
    const world = await Queue.create();
    const StepAdjustments = [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 0 },
      { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 },
    ];
    await world.alarm(await world.step('queue', { ...addTasks, StepAdjustments }));
    await world.waiting(55, 55, 55);
    expect(world.activities()).toEqual([`Failed: AlreadyAtDesiredCapacity ${cause('queue-high', 'queue')}`]);
  });

  it('leaves the service alone once the alarm has no action, or its actions are disabled', async () => {
    const world = await Queue.create();
    const policy = await world.step('queue', addTasks);
    await world.alarm(policy, { ActionsEnabled: false });
    await world.waiting(65, 65, 65, 65);
    await world.alarm('arn:aws:sns:sa-east-1:000000000000:people');
    await world.waiting(65, 65, 65, 65);
    expect(world.desiredCount).toBe(2);
  });
});

describe('Amazon CloudWatch User Guide, "Alarm actions"', () => {
  it('an alarm invokes its policy once a minute as long as it remains in ALARM', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', { ...addTasks, Cooldown: 0 }));
    await world.waiting(55, 55, 55);
    expect(world.desiredCount).toBe(3);
    await world.waiting(...Array<number>(5).fill(55));
    expect(world.desiredCount).toBe(3);
    await world.waiting(55);
    expect(world.desiredCount).toBe(4);
  });

  it('not when another alarm invokes another policy in between', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', { ...addTasks, Cooldown: 0 }));
    const StepAdjustments = [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 3 }];
    const exactly = await world.step('exactly', { AdjustmentType: 'ExactCapacity', StepAdjustments });
    await world.alarm(exactly, { AlarmName: 'other', MetricName: 'Other', EvaluationPeriods: 1 });
    await world.waiting(55, 55, 55);
    world.publish('Other', 55, new Date());
    await world.waiting(55);
    expect(world.desiredCount).toBe(3);
    expect(world.activities()).toHaveLength(1);
  });

  it('but in ALARM it keeps other policies from scaling in also between its invocations', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', { ...addTasks, Cooldown: 3600 }));
    const empty = await world.step('empty', { ...removeTasks, Cooldown: 0 });
    const less = { ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 1 } as const;
    await world.alarm(empty, { AlarmName: 'other', MetricName: 'Other', ...less });
    world.run(5);
    await world.waiting(55, 55, 55);
    world.publish('Other', 0, new Date());
    await world.waiting(55);
    expect(world.desiredCount).toBe(6);
    expect(world.activities()).toHaveLength(1);
  });

  it('and at once when it enters ALARM again', async () => {
    const world = await Queue.create();
    const policy = await world.step('queue', { ...addTasks, Cooldown: 0 });
    await world.alarm(policy, { EvaluationPeriods: 1 });
    await world.waiting(55, 10, 55);
    expect(world.desiredCount).toBe(4);
  });
});

describe('Application Auto Scaling User Guide, "How step scaling works", "Cooldown period"', () => {
  it('an increase of 2, then a more aggressive step of 3: only 1 is added', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', { ...addTasks, Cooldown: 300 }));
    await world.waiting(65, 65, 65);
    expect(world.desiredCount).toBe(4);
    await world.waiting(...Array<number>(6).fill(75));
    expect(world.desiredCount).toBe(5);
  });

  it('the same step again waits for the end of the cooldown, 300 seconds unless set', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', { ...addTasks, Cooldown: undefined }));
    await world.waiting(65, 65, 65);
    // The cooldown begins with the next tick, when ECS has fulfilled the scale-out.
    await world.waiting(...Array<number>(30).fill(65));
    expect(world.desiredCount).toBe(4);
    await world.waiting(...Array<number>(6).fill(65));
    expect(world.desiredCount).toBe(6);
  });

  it('a scale-out during the cooldown of a scale-in is immediate', async () => {
    const world = await Queue.create();
    const empty = await world.step('empty', { ...removeTasks, Cooldown: 3600 });
    await world.alarm(empty, {
      AlarmName: 'queue-low',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 5,
    });
    await world.alarm(await world.step('queue', addTasks));
    world.run(5);
    await world.waiting(0, 0, 0);
    expect(world.desiredCount).toBe(4);
    await world.waiting(65, 65, 65);
    expect(world.desiredCount).toBe(6);
  });
});

describe('Application Auto Scaling User Guide, "How target tracking scaling works", "Multiple scaling policies"', () => {
  it('a scale-in by steps is not blocked by target tracking that is not ready to scale in', async () => {
    const world = await Queue.create();
    await world.track('CPU', { TargetValue: 50 });
    const policy = await world.step('empty', removeTasks);
    await world.alarm(policy, {
      AlarmName: 'queue-low',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 5,
    });
    world.run(5);
    await world.waiting(0, 0, 0);
    expect(world.desiredCount).toBe(4);
  });

  it('but while target tracking wants out, nothing scales in, even when scale-out is suspended', async () => {
    const world = await Queue.create();
    await world.track('CPU', { TargetValue: 50 });
    const policy = await world.step('empty', removeTasks);
    await world.alarm(policy, {
      AlarmName: 'queue-low',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 5,
    });
    world.run(5);
    await world.api.RegisterScalableTarget({
      ...serviceKey,
      SuspendedState: { DynamicScalingOutSuspended: true },
    });
    await world.minutes(3, { cpu: 90 });
    await world.waiting(0, 0, 0);
    expect(world.activities()).toEqual([]);
  });

  it('the largest capacity decides between target tracking and steps', async () => {
    const world = await Queue.create();
    await world.track('CPU', { TargetValue: 50 });
    await world.alarm(await world.step('queue', addTasks), { Period: 60 });
    world.publish('Waiting', 75, new Date());
    world.publish('Waiting', 75, new Date('2026-11-23T12:01:00Z'));
    world.publish('Waiting', 75, new Date('2026-11-23T12:02:00Z'));
    await world.minutes(3, { cpu: 80 });
    // Target tracking asks for 2 x 80 / 50 = 3.2, the step for 2 + 3.
    expect(world.activities()).toEqual([
      `InProgress: Setting desired count to 5. ${cause('queue-high', 'queue')}`,
    ]);
  });
});

describe('Application Auto Scaling User Guide, "Step adjustments"', () => {
  it('only the data points of the evaluation periods count', async () => {
    const world = await Queue.create();
    await world.alarm(await world.step('queue', { ...addTasks, MetricAggregationType: 'Maximum' }));
    await world.waiting(49, 99, 49, 55, 55, 55);
    expect(world.desiredCount).toBe(3);
  });
});

describe('Application Auto Scaling API Reference, "StepAdjustment"', () => {
  it.each<[string, StepScalingConfiguration['StepAdjustments']]>([
    ['At least one', []],
    [
      'overlap',
      [
        { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 5, ScalingAdjustment: 2 },
      ],
    ],
    [
      'gap',
      [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 6, ScalingAdjustment: 2 },
      ],
    ],
    ['a lower or an upper bound', [{ ScalingAdjustment: 1 }]],
    [
      'less than its upper',
      [{ MetricIntervalLowerBound: 5, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 }],
    ],
    ['no lower bound', [{ MetricIntervalLowerBound: -5, MetricIntervalUpperBound: 0, ScalingAdjustment: 1 }]],
    ['no upper bound', [{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 }]],
  ])('refuses steps against its rules: %s', async (message, StepAdjustments) => {
    const world = await Queue.create();
    await expect(world.step('queue', { ...addTasks, StepAdjustments })).rejects.toThrow(message);
  });

  it('refuses a negative exact capacity', async () => {
    const world = await Queue.create();
    const StepAdjustments = [{ MetricIntervalLowerBound: 0, ScalingAdjustment: -1 }];
    const configuration = { AdjustmentType: 'ExactCapacity', StepAdjustments } as const;
    await expect(world.step('queue', configuration)).rejects.toThrow('must not be negative');
  });
});

it('names the alarms whose action it is (API_ScalingPolicy, "Alarms"), and leaves them when it goes', async () => {
  const world = await Queue.create();
  await world.alarm(await world.step('queue', addTasks));
  await expect(world.api.DescribeScalingPolicies({ ServiceNamespace: 'ecs' })).resolves.toMatchObject({
    ScalingPolicies: [{ PolicyName: 'queue', Alarms: [{ AlarmName: 'queue-high' }] }],
  });
  await world.api.DeleteScalingPolicy({ ...serviceKey, PolicyName: 'queue' });
  expect(world.store.definitions.has('queue-high')).toBe(true);
});
