import { minute, perMinute } from '../testing/example-run.ts';
import { idealTaskSeconds, neededTasks, usedTaskSeconds } from './task-seconds.ts';

const sizing = { minTasks: 2, targetCpuPercent: 50 };
const seconds = (from: Date, count: number) => new Date(from.getTime() + count * 1000);
const at = (count: number, running: number) => ({
  at: seconds(minute(0), count),
  desired: 9,
  running,
  healthy: 0,
});

describe('the task-seconds used', () => {
  it('are those of the tasks that run, from one look to the next, within the span only', () => {
    const capacity = [at(0, 2), at(60, 2), at(90, 6), at(150, 6)];
    const span = { from: seconds(minute(0), 30), until: seconds(minute(0), 120) };
    expect(usedTaskSeconds(capacity, span)).toBe(60 * 2 + 30 * 6);
  });

  it('are what was seen first before that, and what was seen last after that', () => {
    const capacity = [at(20, 2), at(40, 4)];
    expect(usedTaskSeconds(capacity, { from: minute(0), until: minute(1) })).toBe(40 * 2 + 20 * 4);
  });
});

describe('the tasks needed', () => {
  it('would use exactly the CPU of the minute at the target, rounded up, and are never fewer than the fewest', () => {
    const timeline = { cpuPercent: perMinute(50, 51, 10, 98), runningTasks: perMinute(4, 4, 4, 3) };
    expect(neededTasks(timeline, sizing).map(({ tasks }) => tasks)).toEqual([4, 5, 2, 6]);
  });

  it('are unknown in a minute without tasks', () => {
    expect(neededTasks({ cpuPercent: perMinute(50, 50), runningTasks: perMinute(4) }, sizing)).toHaveLength(
      1,
    );
  });
});

describe('the ideal task-seconds', () => {
  const timeline = { cpuPercent: perMinute(10, 60, 40, 90), runningTasks: perMinute(4, 4, 4, 4) };
  const span = { from: seconds(minute(1), 30), until: minute(3) };

  it('are those needed in the span, and the most of them for as long as they have to be there ahead', () => {
    // 5 tasks for half a minute, 4 for a minute; 5 ahead.
    expect(idealTaskSeconds(timeline, sizing, span, 300)).toBe(30 * 5 + 60 * 4 + 300 * 5);
  });

  it('are unknown when CloudWatch holds less than the span', () => {
    expect(idealTaskSeconds(timeline, sizing, { ...span, until: minute(5) }, 300)).toBeUndefined();
  });
});
