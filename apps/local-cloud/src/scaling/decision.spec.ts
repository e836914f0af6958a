import fc from 'fast-check';
import { decide, type Situation, type TrackingReading } from './decision.ts';

const now = new Date('2026-11-23T12:00:00Z');

const tracking: fc.Arbitrary<TrackingReading> = fc
  .record({
    targetValue: fc.integer({ min: 1, max: 100 }),
    metricValue: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    alarm: fc.constantFrom('high', 'low', 'none'),
    mayScaleIn: fc.boolean(),
    scaleOutCooldownSeconds: fc.constantFrom(0, 60, 300),
    scaleInCooldownSeconds: fc.constantFrom(0, 60, 300),
  })
  .map(({ alarm, mayScaleIn, ...policy }) => ({
    ...policy,
    policyName: 'tracking',
    alarmHigh: { alarmName: 'high', isAlarming: alarm === 'high' },
    alarmLow: mayScaleIn ? { alarmName: 'low', isAlarming: alarm === 'low' } : undefined,
  }));

const step = fc
  .record({
    change: fc.integer({ min: -5, max: 5 }),
    cooldownSeconds: fc.constantFrom(0, 60, 300),
    isInvoked: fc.boolean(),
  })
  .map(({ change, ...policy }) => ({
    ...policy,
    policyName: 'step',
    alarmName: 'queue',
    adjust: (capacity: number) => Math.max(capacity + change, 0),
  }));

const past = fc.option(
  fc
    .record({ fromCapacity: fc.integer({ min: 0, max: 12 }), secondsAgo: fc.integer({ min: 0, max: 400 }) })
    .map(({ fromCapacity, secondsAgo }) => ({
      fromCapacity,
      activity: { EndTime: new Date(now.getTime() - secondsAgo * 1000) },
    })),
  { nil: undefined },
);

const situation: fc.Arbitrary<Situation> = fc
  .record({
    minCapacity: fc.integer({ min: 0, max: 6 }),
    room: fc.integer({ min: 0, max: 10 }),
    desiredCount: fc.integer({ min: 0, max: 20 }),
    runningCount: fc.integer({ min: 0, max: 20 }),
    deploying: fc.boolean(),
    scaleOutSuspended: fc.boolean(),
    scaleInSuspended: fc.boolean(),
    tracking: fc.array(tracking, { maxLength: 3 }),
    steps: fc.array(step, { maxLength: 2 }),
    lastScaleOut: past,
    lastScaleIn: past,
  })
  .map(({ room, ...rest }) => ({ ...rest, now, maxCapacity: rest.minCapacity + room }));

/** Holds for whatever `decide` was given, when it decided on a new desired count. */
function always(holds: (given: Situation, desiredCount: number) => boolean): void {
  fc.assert(
    fc.property(situation, (given) => {
      const decision = decide(given);
      return !decision || !('desiredCount' in decision) || holds(given, decision.desiredCount);
    }),
    { numRuns: 2000 },
  );
}

describe('whatever the policies say', () => {
  it('a new desired count is within the bounds (Application Auto Scaling API Reference, "RegisterScalableTarget")', () => {
    always(
      ({ minCapacity, maxCapacity }, desiredCount) =>
        desiredCount >= minCapacity && desiredCount <= maxCapacity,
    );
  });

  it('nothing scales in while any policy wants out ("How target tracking scaling works", "Multiple scaling policies")', () => {
    always((given, desiredCount) => {
      const wantsOut =
        given.tracking.some(({ alarmHigh }) => alarmHigh.isAlarming) ||
        given.steps.some(({ adjust }) => adjust(given.runningCount) > given.runningCount);
      return !wantsOut || desiredCount > given.desiredCount;
    });
  });

  it('without steps nothing scales in unless all agree that may ("Multiple scaling policies")', () => {
    always((given, desiredCount) => {
      if (given.steps.length > 0 || desiredCount > given.desiredCount) return true;
      const maySay = given.tracking.filter(({ alarmLow }) => alarmLow);
      return maySay.length > 0 && maySay.every(({ alarmLow }) => alarmLow?.isAlarming);
    });
  });

  it('a scale-in leaves no metric above its target ("AutoScalingAnticipatedFlapping")', () => {
    always((given, desiredCount) => {
      if (given.steps.length > 0 || desiredCount > given.desiredCount) return true;
      if (desiredCount === given.maxCapacity) return true;
      return given.tracking.every(
        ({ alarmLow, metricValue = 0, targetValue }) =>
          !alarmLow || given.runningCount * metricValue <= desiredCount * targetValue,
      );
    });
  });

  it('nothing scales in during a deployment (Amazon ECS Developer Guide, "Automatically scale your service")', () => {
    always(({ deploying, desiredCount: before }, after) => !deploying || after > before);
  });

  it('nothing scales in or out that is suspended ("Suspending and resuming scaling")', () => {
    always(({ scaleInSuspended, scaleOutSuspended, desiredCount: before }, after) =>
      after > before ? !scaleOutSuspended : !scaleInSuspended,
    );
  });
});

it('half of the target is half of the tasks, also where binary fractions say a trifle more', () => {
  const policy = {
    policyName: 'requests',
    targetValue: 0.2,
    metricValue: 0.1,
    alarmHigh: { alarmName: 'high', isAlarming: false },
    alarmLow: { alarmName: 'low', isAlarming: true },
    scaleOutCooldownSeconds: 0,
    scaleInCooldownSeconds: 0,
  };
  const decision = decide({
    now,
    minCapacity: 1,
    maxCapacity: 10,
    desiredCount: 6,
    runningCount: 6,
    deploying: false,
    scaleOutSuspended: false,
    scaleInSuspended: false,
    tracking: [policy],
    steps: [],
    lastScaleOut: undefined,
    lastScaleIn: undefined,
  });
  expect(decision).toMatchObject({ desiredCount: 3 });
});
