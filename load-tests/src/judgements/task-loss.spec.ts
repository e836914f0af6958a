import { after } from '../testing/example-run.ts';
import { judgeKilledTasks, judgeStoppedTasks } from './task-loss.ts';

const loss = (failedRequests: number, secondsToRecover?: number) => ({
  event: { at: after(200), kind: 'fault', label: 'task 1a2b3c4d gets SIGKILL' } as const,
  until: after(220),
  recoveries: [],
  secondsToRecover,
  requests: 12_000,
  failedRequests,
});

describe('task-loss.killed', () => {
  it('holds when each was replaced, and tells what failed', () => {
    expect(judgeKilledTasks([loss(3, 12), loss(0, 14.5)], 2)).toEqual({
      passed: true,
      expected: '2 tasks killed, each replaced',
      observed: '2 lost, 2 replaced within 14.5 s, 3 requests failed (3, 0)',
    });
  });

  it('fails when one was not replaced, or fewer were killed, or none should be', () => {
    expect(judgeKilledTasks([loss(3, 12), loss(0)], 2).passed).toBe(false);
    expect(judgeKilledTasks([loss(3, 12)], 2).passed).toBe(false);
    expect(judgeKilledTasks([], 0)).toMatchObject({ passed: false, observed: 'no task was lost' });
  });
});

describe('task-stop.stopped', () => {
  it('holds only when no request failed', () => {
    expect(judgeStoppedTasks([loss(0, 12), loss(0, 14)], 2).passed).toBe(true);
    expect(judgeStoppedTasks([loss(0, 12), loss(1, 14)], 2).passed).toBe(false);
    expect(judgeStoppedTasks([loss(0, 12), loss(0)], 2).passed).toBe(false);
  });
});
