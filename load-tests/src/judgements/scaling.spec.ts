import { emptyTimeline } from '../metrics/timeline.ts';
import { after, capacity, perMinute, scaling, timeline } from '../testing/example-run.ts';
import { unknownScaling } from '../stage/scaling.ts';
import { scalingMoments, scalingTimes } from '../summary/scaling-times.ts';
import { judgeCooldowns, judgeCpuScaling, judgeMemoryScaling, judgeScaleOut } from './scaling.ts';

const times = scalingTimes(timeline, scalingMoments(timeline, scaling, capacity));
const idle = { ...scaling, activities: [] };
const without = (tracks: string) => ({
  ...scaling,
  policies: scaling.policies.filter((policy) => policy.tracks !== tracks),
});

const quiet = { ...timeline, cpuPercent: perMinute(5, 19), runningTasks: perMinute(2, 2) };
type Promised = Partial<Parameters<typeof judgeScaleOut>[2]> & { readonly mustScale: boolean };
const judgeOut = (of: typeof times, on: typeof scaling, promised: Promised) =>
  judgeScaleOut(of, on, { timeline: quiet, sessions: 10_000, evidence: 'emulated', ...promised });

describe('scaling.out', () => {
  it('holds when tasks were added by a decision and became healthy', () => {
    expect(judgeOut(times, scaling, { mustScale: true })).toMatchObject({
      passed: true,
      observed: '2 to 4 tasks; decided after 186 s, healthy 15 s later',
    });
  });

  it('fails when tasks were added by somebody else', () => {
    const undecided = scalingTimes(timeline, scalingMoments(timeline, idle, capacity));
    expect(judgeOut(undecided, idle, { mustScale: true })).toMatchObject({
      passed: false,
      observed: '2 to 4 tasks, and no scaling activity of a metric above its target',
    });
  });

  it('leaves growth to the burst policy and to schedules only where target tracking has nothing to prove', () => {
    const burst = {
      startedAt: after(20),
      cause: 'monitor alarm alarm-burst in state ALARM triggered policy scaling-policy-burst',
      description: 'Setting desired count to 4.',
      status: 'Successful',
    };
    const grown = { ...idle, activities: [burst] };
    const undecided = scalingTimes(timeline, scalingMoments(timeline, grown, capacity));
    expect(judgeOut(undecided, grown, { mustScale: false }).passed).toBe(true);
    expect(judgeOut(undecided, grown, { mustScale: true })).toMatchObject({
      passed: false,
      observed: `2 to 4 tasks, not by target tracking: ${burst.cause}`,
    });
    const failed = { ...idle, activities: [{ ...burst, status: 'Failed' }] };
    expect(judgeOut(undecided, failed, { mustScale: false }).passed).toBe(false);
  });

  it('holds when a rollout doubled the tasks, and not when nobody rolled anything out', () => {
    const doubled = { ...times, peakTasks: 4, secondsToDecision: null, secondsToHealthyCapacity: null };
    expect(judgeOut(doubled, idle, { mustScale: false, rolledOut: true }).passed).toBe(true);
    expect(judgeOut(doubled, idle, { mustScale: false }).passed).toBe(false);
  });

  it('fails when a rollout is no reason for so many tasks', () => {
    const many = { ...times, peakTasks: 2 * scaling.maxTasks + 1, secondsToDecision: null };
    expect(judgeOut(many, idle, { mustScale: false, rolledOut: true }).passed).toBe(false);
  });

  it('fails when the capacity came too late', () => {
    expect(judgeOut({ ...times, secondsToDecision: 195 }, scaling, { mustScale: true }).passed).toBe(true);
    const late = { ...times, secondsToDecision: 196 };
    expect(judgeOut(late, scaling, { mustScale: true }).passed).toBe(false);
    expect(judgeOut(late, scaling, { mustScale: true, evidence: 'aws' }).passed).toBe(true);
    expect(judgeOut(late, scaling, { mustScale: false }).passed).toBe(true);
  });

  it('fails when the tasks never became healthy', () => {
    expect(
      judgeOut({ ...times, secondsToHealthyCapacity: null }, scaling, {
        mustScale: true,
        evidence: 'emulated',
      }).passed,
    ).toBe(false);
  });

  it('fails when more tasks ran than are allowed, or none were added', () => {
    expect(judgeOut({ ...times, peakTasks: 7 }, scaling, { mustScale: true }).passed).toBe(false);
    expect(judgeOut({ ...times, peakTasks: 2 }, scaling, { mustScale: true }).passed).toBe(false);
  });

  it('holds under a smaller load that gives no reason to grow, but not when there is no room to', () => {
    const stayed = {
      ...times,
      peakTasks: times.minTasks,
      secondsToDecision: null,
      secondsToHealthyCapacity: null,
    };
    expect(judgeOut(stayed, idle, { mustScale: false }).passed).toBe(true);
    expect(judgeOut(stayed, idle, { mustScale: true }).passed).toBe(false);
    expect(judgeOut(stayed, { ...idle, maxTasks: idle.minTasks }, { mustScale: false })).toMatchObject({
      passed: false,
      observed: '2 to 2 tasks, and at most 2 are allowed',
    });
  });

  it('says how far the load was from the target, and which one would have reached it', () => {
    const stayed = { ...times, peakTasks: times.minTasks, secondsToDecision: null };
    const observed =
      '2 to 2 tasks, and no scaling activity of a metric above its target: CPU peaked at 19 % of 60 %, ' +
      'which 2 tasks reach with about 32,000 students';
    expect(judgeOut(stayed, idle, { mustScale: false })).toMatchObject({ passed: true, observed });
    expect(judgeOut(stayed, idle, { mustScale: true })).toMatchObject({ passed: false, observed });
    const twiceAsMany = { ...quiet, runningTasks: perMinute(4, 4) };
    expect(judgeOut(stayed, idle, { mustScale: false, timeline: twiceAsMany }).observed).toContain(
      'which 2 tasks reach with about 16,000 students',
    );
  });

  it('fails on any stage when CPU stayed above its target, and no task was added', () => {
    const stayed = { ...times, peakTasks: times.minTasks, secondsToDecision: null };
    const busy = { ...quiet, cpuPercent: perMinute(50, 61, 61, 61) };
    const notForLong = { ...quiet, cpuPercent: perMinute(50, 61, 61, 60) };
    expect(judgeOut(stayed, idle, { mustScale: false, timeline: busy }).passed).toBe(false);
    expect(judgeOut(stayed, idle, { mustScale: false, timeline: notForLong }).passed).toBe(true);
    const full = { ...stayed, minTasks: 6, peakTasks: 6 };
    expect(judgeOut(full, idle, { mustScale: false, timeline: busy }).passed).toBe(true);
  });

  it('fails under any load while scaling is suspended, or no target is registered', () => {
    const stayed = { ...times, peakTasks: times.minTasks, secondsToDecision: null };
    expect(judgeOut(stayed, { ...idle, suspended: ['out'] }, { mustScale: false })).toMatchObject({
      passed: false,
      observed: '2 to 2 tasks, and scale-out is suspended',
    });
    expect(judgeOut(times, { ...scaling, suspended: ['in'] }, { mustScale: true }).passed).toBe(false);
    expect(judgeOut(stayed, unknownScaling, { mustScale: false })).toMatchObject({
      passed: false,
      observed: '2 to 2 tasks, and Application Auto Scaling knows no scalable target',
    });
  });

  it('fails without datapoints', () => {
    expect(judgeOut(scalingTimes(emptyTimeline, {}), scaling, { mustScale: true })).toMatchObject({
      passed: false,
      observed: 'CloudWatch holds no datapoint of running tasks',
    });
  });
});

describe('scaling.cpu', () => {
  it('holds when CPU above the target made the CPU policy act', () => {
    expect(judgeCpuScaling(scaling, timeline, true)).toMatchObject({
      passed: true,
      observed: 'CPU peaked at 86 %, the policy acted once, its alarm of high CPU is OK',
    });
  });

  it('fails when the policy did not act, or is not there', () => {
    expect(judgeCpuScaling(idle, timeline, true).passed).toBe(false);
    expect(judgeCpuScaling(without('cpu'), timeline, true).observed).toBe(
      'Application Auto Scaling knows no policy on CPU',
    );
  });

  it('fails when the load was too small to prove anything', () => {
    expect(judgeCpuScaling(idle, { ...timeline, cpuPercent: perMinute(5, 12) }, true)).toMatchObject({
      passed: false,
      observed:
        'CPU peaked at 12 %, the policy acted 0 times, its alarm of high CPU is OK: the load was too small to prove it',
    });
  });

  it('fails under a smaller load when the policy is not there, or suspended', () => {
    const low = { ...timeline, cpuPercent: perMinute(5, 12) };
    expect(judgeCpuScaling(without('cpu'), low, false).passed).toBe(false);
    expect(judgeCpuScaling({ ...idle, suspended: ['in', 'out'] }, low, false)).toMatchObject({
      passed: false,
      observed:
        'CPU peaked at 12 %, the policy acted 0 times, its alarm of high CPU is OK, and scale-in and scale-out are suspended',
    });
  });

  it('holds under a smaller load when the policy only watches, and fails when it sleeps', () => {
    expect(judgeCpuScaling(idle, { ...timeline, cpuPercent: perMinute(5, 12) }, false).passed).toBe(true);
    expect(judgeCpuScaling(idle, timeline, false).passed).toBe(false);
  });

  it('fails without datapoints', () => {
    expect(judgeCpuScaling(scaling, emptyTimeline, true).observed).toBe(
      'CloudWatch holds no datapoint of CPU',
    );
  });
});

describe('scaling.memory', () => {
  const high = { ...timeline, memoryPercent: perMinute(20, 80, 80, 80, 80) };
  const memoryActivity = {
    ...scaling.activities[0],
    startedAt: new Date('2026-11-23T20:05:00Z'),
    cause:
      'monitor alarm TargetTracking-service/c/s-AlarmHigh-2 in state ALARM triggered policy memory-target',
    description: 'Setting desired count to 3.',
    status: 'Successful',
  };

  it('holds when memory stays below the target and the policy only watches', () => {
    expect(judgeMemoryScaling(scaling, timeline)).toMatchObject({
      passed: true,
      observed: 'memory peaked at 25 %, the policy acted 0 times, its alarm of high memory is OK',
    });
  });

  it('fails when memory stays above the target and the policy does nothing', () => {
    expect(judgeMemoryScaling(idle, high).passed).toBe(false);
    expect(judgeMemoryScaling({ ...scaling, activities: [memoryActivity] }, high).passed).toBe(true);
  });

  it('fails when the policy acts although memory is low', () => {
    expect(judgeMemoryScaling({ ...scaling, activities: [memoryActivity] }, timeline).passed).toBe(false);
  });

  it('fails when its alarm of high memory has no data, or it has none', () => {
    const blind = (alarmStates: Record<string, string>) => ({
      ...scaling,
      policies: scaling.policies.map((policy) => ({ ...policy, alarmStates })),
    });
    expect(
      judgeMemoryScaling(blind({ 'x-AlarmHigh-2': 'INSUFFICIENT_DATA', 'x-AlarmLow-2': 'OK' }), timeline)
        .passed,
    ).toBe(false);
    expect(judgeMemoryScaling(blind({}), timeline).passed).toBe(false);
    expect(judgeMemoryScaling(blind({ 'x-AlarmLow-2': 'OK' }), timeline).passed).toBe(false);
  });

  it('does not mind that the alarm of low memory of a young service has too few data', () => {
    const alarmStates = { 'x-AlarmHigh-2': 'OK', 'x-AlarmLow-2': 'INSUFFICIENT_DATA' };
    const policies = scaling.policies.map((policy) => ({ ...policy, alarmStates }));
    expect(judgeMemoryScaling({ ...scaling, policies }, timeline).passed).toBe(true);
  });

  it('fails without a policy, while it is suspended, or without datapoints', () => {
    expect(judgeMemoryScaling(without('memory'), timeline).passed).toBe(false);
    expect(judgeMemoryScaling({ ...scaling, suspended: ['out'] }, timeline).passed).toBe(false);
    expect(judgeMemoryScaling(scaling, emptyTimeline).passed).toBe(false);
  });
});

describe('scaling.cooldowns', () => {
  const having = (cooldowns: { out: number; in: number }) =>
    judgeCooldowns({ ...scaling, policies: scaling.policies.map((policy) => ({ ...policy, cooldowns })) });

  it('holds within the bounds, and says what each policy has', () => {
    expect(having({ out: 300, in: 60 })).toMatchObject({
      passed: true,
      observed: 'cpu: out 300 s, in 60 s; memory: out 300 s, in 60 s',
    });
  });

  it('fails when growing load has to wait, when capacity may flap, and without a policy', () => {
    expect(having({ out: 301, in: 300 }).passed).toBe(false);
    expect(having({ out: 60, in: 59 }).passed).toBe(false);
    expect(judgeCooldowns({ ...scaling, policies: [] }).passed).toBe(false);
  });
});
