import { ScalingWorld, serviceKey } from '../testing/scaling-world.ts';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') }));
afterEach(() => jest.useRealTimers());

interface ToldActivity {
  readonly Description: string;
  readonly Cause: string;
  readonly StartTime: Date;
  readonly StatusCode: string;
}

/** As a person would ask for them, the oldest first. */
function describeActivities({ api }: ScalingWorld, options: object = {}): ToldActivity[] {
  const answer = api.DescribeScalingActivities({
    ServiceNamespace: 'ecs',
    ResourceId: serviceKey.ResourceId,
    IncludeNotScaledActivities: false,
    ...options,
  }) as { ScalingActivities: ToldActivity[] };
  return [...answer.ScalingActivities].reverse();
}

/** CPU as a service has it whose load is worth `cores`: what it uses, shared by its tasks, at most all of it. */
const cpuOf = (cores: number, tasks: number) => Math.min((cores / tasks) * 100, 100);

/** A rise and a fall of the load; each desired count that the service was given, with its time. */
async function riseAndFall(world: ScalingWorld): Promise<[time: string, tasks: number][]> {
  const counts: [string, number][] = [];
  for (const [minutes, cores] of [
    [5, 0.8],
    [15, 3],
    [70, 0.4],
  ] as const) {
    for (let minute = 0; minute < minutes; minute++) {
      const before = world.service.capacity.desiredCount;
      await world.minutes(1, { cpu: cpuOf(cores, before), memory: 20 });
      const after = world.service.capacity.desiredCount;
      if (after !== before) counts.push([new Date().toISOString(), after]);
    }
  }
  await world.engine.tick();
  return counts;
}

describe('Application Auto Scaling User Guide, "Scaling activities for Application Auto Scaling"', () => {
  let world: ScalingWorld;
  let counts: [time: string, tasks: number][];

  beforeEach(async () => {
    world = new ScalingWorld();
    await world.register({ MinCapacity: 2, MaxCapacity: 10 });
    await world.track('CPU', { TargetValue: 50, ScaleOutCooldown: 60, ScaleInCooldown: 300 });
    await world.track('Memory', { TargetValue: 60 });
    counts = await riseAndFall(world);
  });

  it('the service grows with the load and shrinks after it', () => {
    expect(counts).toEqual([
      ['2026-11-23T12:08:00.000Z', 4],
      ['2026-11-23T12:10:00.000Z', 6],
      ['2026-11-23T12:35:00.000Z', 2],
    ]);
  });

  it('each desired count has its activity, and no activity is without', () => {
    expect(
      describeActivities(world).map(({ Description, StartTime, StatusCode }) => [
        StatusCode,
        StartTime.toISOString(),
        Description,
      ]),
    ).toEqual(counts.map(([time, tasks]) => ['Successful', time, `Setting desired count to ${tasks}.`]));
  });

  it("each cause names an alarm of the policy that was in ALARM at that time by the alarm's own history", () => {
    for (const { Cause, StartTime, Description } of describeActivities(world)) {
      const [, alarmName = '', policyName = ''] =
        /^monitor alarm (\S+) in state ALARM triggered policy (\S+)$/.exec(Cause) ?? [];
      const policy = world.registry.find(serviceKey)?.policies.get(policyName);
      expect(policy?.Alarms.map(({ AlarmName }) => AlarmName)).toContain(alarmName);
      const latest = world.store.history
        .filter((change) => change.alarmName === alarmName && change.at <= StartTime)
        .at(-1);
      expect(latest?.to).toBe('ALARM');
      expect(alarmName).toContain(Description.includes('to 2.') ? 'AlarmLow' : 'AlarmHigh');
    }
  });

  it('the alarms say why, in the words of CloudWatch', () => {
    const reasons = world.store.history
      .filter(({ to, alarmName }) => to === 'ALARM' && alarmName.includes('AlarmHigh'))
      .map(({ reason }) => reason);
    expect(reasons).toEqual([
      'Threshold Crossed: 3 out of the last 3 datapoints [100.0 (23/11/26 12:07:00), 100.0 (23/11/26 12:06:00), ' +
        '100.0 (23/11/26 12:05:00)] were greater than the threshold (50.0) ' +
        '(minimum 3 datapoints for OK -> ALARM transition).',
    ]);
    const [ended] = world.store.history.filter(
      ({ from, alarmName }) => from === 'ALARM' && alarmName.includes('AlarmHigh'),
    );
    expect(ended?.reason).toBe(
      'Threshold Crossed: 1 out of the last 3 datapoints [50.0 (23/11/26 12:10:00)] was not greater than the ' +
        'threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
    );
  });

  it('while it rests at its minimum the low alarms are in ALARM, and only not-scaled activities say so', () => {
    expect(world.alarmState('AlarmLow', 'CPU')).toBe('ALARM');
    expect(world.alarmState('AlarmLow', 'Memory')).toBe('ALARM');
    expect(world.alarmState('AlarmHigh', 'CPU')).toBe('OK');
    expect(describeActivities(world)).toHaveLength(3);
    const [latest] = describeActivities(world, { IncludeNotScaledActivities: true }).slice(-1);
    expect(latest).toEqual({
      ...serviceKey,
      ActivityId: expect.any(String) as string,
      Description: 'Attempting to scale due to alarm triggered',
      Cause: expect.stringMatching(/AlarmLow-\S+ in state ALARM triggered policy \S+$/) as string,
      StartTime: expect.any(Date) as Date,
      StatusCode: 'Failed',
      NotScaledReasons: [{ Code: 'AlreadyAtMinCapacity', MinCapacity: 2 }],
    });
  });

  it('a deleted policy takes its alarms, and the activities stay', async () => {
    await world.api.DeleteScalingPolicy({ ...serviceKey, PolicyName: 'cpu' });
    expect([...world.store.definitions.values()].map(({ MetricName }) => MetricName)).toEqual([
      'MemoryUtilization',
      'MemoryUtilization',
    ]);
    expect(describeActivities(world)).toHaveLength(3);
  });
});
