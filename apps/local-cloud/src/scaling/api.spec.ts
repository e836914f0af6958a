import { ScalingWorld, serviceKey } from '../testing/scaling-world.ts';
import { parseRequest, requestSchemas } from './requests.ts';

const namespace = { ServiceNamespace: 'ecs' } as const;
const tracking = {
  ...serviceKey,
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 50,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
} as const;

async function createWorld(): Promise<ScalingWorld> {
  const world = new ScalingWorld();
  await world.register({ MinCapacity: 2, MaxCapacity: 6 });
  return world;
}

describe('a scalable target', () => {
  it('keeps what a second registration leaves out', async () => {
    const world = await createWorld();
    const first = await world.api.RegisterScalableTarget({ ...serviceKey, MaxCapacity: 9 });
    const second = await world.api.RegisterScalableTarget({ ...serviceKey, Tags: { stage: 'local' } });
    expect(second).toEqual(first);
    expect(world.api.DescribeScalableTargets(namespace)).toMatchObject({
      ScalableTargets: [{ ...serviceKey, MinCapacity: 2, MaxCapacity: 9 }],
    });
  });

  it('needs a service and bounds in order', async () => {
    const world = new ScalingWorld();
    const register = (bounds: object) => world.api.RegisterScalableTarget({ ...serviceKey, ...bounds });
    await expect(register({})).rejects.toThrow('MinCapacity and MaxCapacity are required');
    await expect(register({ MinCapacity: 3, MaxCapacity: 2 })).rejects.toThrow(
      'Maximum capacity cannot be less',
    );
    world.service.exists = false;
    await expect(register({ MinCapacity: 1, MaxCapacity: 2 })).rejects.toMatchObject({
      type: 'ValidationException',
      message: "ECS service doesn't exist: service/cluster/lms",
    });
  });

  it('takes its policies, their alarms and its actions with it', async () => {
    const world = await createWorld();
    await world.api.PutScalingPolicy({ ...tracking, PolicyName: 'cpu' });
    await world.api.DeregisterScalableTarget(serviceKey);
    expect(world.store.definitions.size).toBe(0);
    await expect(world.api.DescribeScalingPolicies(namespace)).resolves.toEqual({ ScalingPolicies: [] });
    await expect(world.api.DeregisterScalableTarget(serviceKey)).rejects.toMatchObject({
      type: 'ObjectNotFoundException',
      message:
        'No scalable target found for service namespace: ecs, resource ID: service/cluster/lms, scalable dimension: ecs:service:DesiredCount',
    });
  });
});

describe('a target tracking policy', () => {
  it('has the alarms that AWS creates', async () => {
    const world = await createWorld();
    await world.api.PutScalingPolicy({ ...tracking, PolicyName: 'cpu' });
    const common = {
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      Dimensions: [
        { Name: 'ClusterName', Value: 'cluster' },
        { Name: 'ServiceName', Value: 'lms' },
      ],
    };
    expect([...world.store.definitions.values()]).toMatchObject([
      { ...common, EvaluationPeriods: 3, Threshold: 50, ComparisonOperator: 'GreaterThanThreshold' },
      { ...common, EvaluationPeriods: 15, Threshold: 45, ComparisonOperator: 'LessThanThreshold' },
    ]);
    const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    const [high, low] = [...world.store.definitions.keys()];
    expect(high).toMatch(new RegExp(`^TargetTracking-service/cluster/lms-AlarmHigh-${uuid}$`));
    expect(low).toMatch(new RegExp(`^TargetTracking-service/cluster/lms-AlarmLow-${uuid}$`));
  });

  it('keeps its alarms and its ARN when it is changed', async () => {
    const world = await createWorld();
    const first = await world.api.PutScalingPolicy({ ...tracking, PolicyName: 'cpu' });
    const second = await world.api.PutScalingPolicy({
      ...tracking,
      PolicyName: 'cpu',
      TargetTrackingScalingPolicyConfiguration: {
        ...tracking.TargetTrackingScalingPolicyConfiguration,
        TargetValue: 70,
      },
    });
    expect(second).toEqual(first);
    expect([...world.store.definitions.values()].map(({ Threshold }) => Threshold)).toEqual([70, 63]);
  });

  it('loses its low alarm when scale-in is disabled, and all when it becomes step scaling', async () => {
    const world = await createWorld();
    const kinds = () => [...world.store.definitions.keys()].map((name) => /Alarm(High|Low)/.exec(name)?.[0]);
    await world.track('CPU', { TargetValue: 50 });
    const before = [...world.store.definitions.keys()];
    await world.track('CPU', { TargetValue: 50, DisableScaleIn: false });
    expect([...world.store.definitions.keys()]).toEqual(before);
    await world.track('CPU', { TargetValue: 50, DisableScaleIn: true });
    expect(kinds()).toEqual(['AlarmHigh']);
    await world.step('cpu', {
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    });
    expect(kinds()).toEqual([]);
  });

  it('must not track what another policy tracks', async () => {
    const world = await createWorld();
    await world.api.PutScalingPolicy({ ...tracking, PolicyName: 'cpu' });
    await expect(world.api.PutScalingPolicy({ ...tracking, PolicyName: 'cpu-again' })).rejects.toThrow(
      'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    );
  });

  it('needs a registered target', async () => {
    const world = new ScalingWorld();
    await expect(world.api.PutScalingPolicy({ ...tracking, PolicyName: 'cpu' })).rejects.toThrow(
      'No scalable target registered for service namespace: ecs',
    );
  });
});

it('keeps tags', async () => {
  const world = await createWorld();
  const ResourceARN = world.registry.targets()[0]?.description.ScalableTargetARN ?? '';
  world.api.TagResource({ ResourceARN, Tags: { stage: 'local', project: 'edutechbr-lms' } });
  world.api.UntagResource({ ResourceARN, TagKeys: ['stage'] });
  expect(world.api.ListTagsForResource({ ResourceARN })).toEqual({ Tags: { project: 'edutechbr-lms' } });
  expect(() => world.api.ListTagsForResource({ ResourceARN: 'arn' })).toThrow("The resource doesn't exist");
});

it('a scheduled action that is put again without an end has none any more', async () => {
  const world = await createWorld();
  const action = { ...serviceKey, ScheduledActionName: 'exam', Schedule: 'rate(1 day)' };
  const EndTime = new Date('2026-12-24T00:00:00Z');
  world.api.PutScheduledAction({ ...action, EndTime, ScalableTargetAction: { MinCapacity: 3 } });
  world.api.PutScheduledAction(action);
  const answer = JSON.stringify(world.api.DescribeScheduledActions(namespace));
  expect(answer).toContain('"MinCapacity":3');
  expect(answer).not.toContain('EndTime');
});

it('answers in pages', async () => {
  const world = await createWorld();
  for (const ScheduledActionName of ['a', 'b', 'c']) {
    world.api.PutScheduledAction({
      ...serviceKey,
      ScheduledActionName,
      Schedule: 'rate(1 day)',
      ScalableTargetAction: { MinCapacity: 3 },
    });
  }
  const names = (page: object) => JSON.stringify(page).match(/(?<="ScheduledActionName":")\w/g);
  const first = world.api.DescribeScheduledActions({ ...namespace, MaxResults: 2 });
  expect(names(first)).toEqual(['a', 'b']);
  expect(first).toMatchObject({ NextToken: '2' });
  expect(names(world.api.DescribeScheduledActions({ ...namespace, NextToken: '2' }))).toEqual(['c']);
});

describe('a request that breaks the constraints of the API', () => {
  it.each([
    [
      {},
      "3 validation errors detected: Value null at 'serviceNamespace' failed to satisfy constraint: Member must not be null; Value null at 'resourceId' failed to satisfy constraint: Member must not be null; Value null at 'scalableDimension' failed to satisfy constraint: Member must not be null",
    ],
    [
      { ...serviceKey, MinCapacity: -1 },
      "1 validation error detected: Value '-1' at 'minCapacity' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      { ...serviceKey, ServiceNamespace: 'dynamodb' },
      "1 validation error detected: Value 'dynamodb' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set: [ecs]",
    ],
  ])('is refused with every field: %j', (request, message) => {
    expect(() => parseRequest(requestSchemas.RegisterScalableTarget, request)).toThrow(message);
  });
});
