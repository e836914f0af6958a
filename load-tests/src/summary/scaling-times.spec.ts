import { emptyTimeline } from '../metrics/timeline.ts';
import { after, capacity, perMinute, scaling, timeline } from '../testing/example-run.ts';
import { scaleOutsBy, scalingMoments, scalingTimes } from './scaling-times.ts';

const timesOf = (...args: Parameters<typeof scalingMoments>) =>
  scalingTimes(args[0], scalingMoments(...args));

describe('the times of scaling', () => {
  it('run from the start of the first period above the target to the decision, and from there to health', () => {
    // CPU is above 60 % from 20:02:00 on, the decision falls at 20:05:06, the fourth task is healthy at 20:05:31.
    expect(timesOf(timeline, scaling, capacity)).toEqual({
      minTasks: 2,
      peakTasks: 4,
      secondsToDecision: 186,
      secondsToHealthyCapacity: 15,
    });
  });

  it('run from the last break below the target, and not from an earlier peak', () => {
    const cpuPercent = perMinute(90, 90, 50, 90, 90, 70);
    expect(timesOf({ ...timeline, cpuPercent }, scaling, capacity).secondsToDecision).toBe(126);
  });

  it('do not take tasks that were healthy before the decision for its capacity', () => {
    const sample = (seconds: number, desired: number, healthy: number) => ({
      at: after(seconds),
      desired,
      running: healthy,
      healthy,
    });
    // At 287 s the service still desires what it had: that is not yet the decision's capacity.
    const samples = [sample(280, 2, 2), sample(287, 2, 2), sample(290, 4, 2), sample(330, 4, 4)];
    expect(timesOf(timeline, scaling, samples).secondsToHealthyCapacity).toBe(44);
  });

  it('are unknown when nothing was decided, or the tasks never became healthy', () => {
    expect(timesOf(timeline, { ...scaling, activities: [] }, capacity)).toMatchObject({
      secondsToDecision: null,
      secondsToHealthyCapacity: null,
    });
    expect(timesOf(timeline, scaling, capacity.slice(0, 4)).secondsToHealthyCapacity).toBeNull();
  });

  it('are unknown without datapoints', () => {
    expect(timesOf(emptyTimeline, scaling, [])).toEqual({
      minTasks: null,
      peakTasks: null,
      secondsToDecision: null,
      secondsToHealthyCapacity: null,
    });
  });

  it('look at the metric of the policy that decided', () => {
    const byMemory = {
      ...scaling,
      activities: [
        {
          startedAt: after(286),
          cause: 'monitor alarm x-AlarmHigh-2 in state ALARM triggered policy memory-target',
          description: 'Setting desired count to 3.',
          status: 'Successful',
        },
      ],
    };
    const memoryPercent = perMinute(20, 20, 20, 90);
    expect(timesOf({ ...timeline, memoryPercent }, byMemory, capacity).secondsToDecision).toBe(126);
  });
});

describe('scale-outs of a policy', () => {
  it('leave out scale-ins, failures and other policies', () => {
    const activity = (cause: string, status = 'Successful') => ({
      startedAt: after(0),
      cause,
      description: '',
      status,
    });
    const activities = [
      activity('monitor alarm a-AlarmHigh-1 in state ALARM triggered policy cpu-target'),
      activity('monitor alarm a-AlarmLow-1 in state ALARM triggered policy cpu-target'),
      activity('monitor alarm a-AlarmHigh-1 in state ALARM triggered policy cpu-target', 'Failed'),
      activity('monitor alarm a-AlarmHigh-2 in state ALARM triggered policy memory-target'),
      activity('scheduled action name exam-start was triggered'),
    ];
    expect(scaleOutsBy({ ...scaling, activities }, 'cpu')).toEqual([activities[0]]);
    expect(scaleOutsBy({ ...scaling, activities }, 'memory')).toEqual([activities[3]]);
  });
});
