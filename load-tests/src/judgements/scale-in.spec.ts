import { after, capacity, scaling } from '../testing/example-run.ts';
import { judgeScaleIn, judgeScaleInErrors } from './scale-in.ts';

const decision = {
  startedAt: after(1_500),
  cause: 'monitor alarm TargetTracking-service/c/s-AlarmLow-1 in state ALARM triggered policy cpu-target',
  description: 'Setting desired count to 2.',
  status: 'Successful',
};
const scaledIn = { ...scaling, activities: [...scaling.activities, decision] };
const atTheEnd = (running: number) => ({ at: after(1_900), desired: running, running, healthy: running });
const point = (seconds: number, failed: number) => ({
  at: after(seconds),
  requests: 100 * seconds,
  failed,
  sessionsLost: 0,
});

describe('scale-in.tasks', () => {
  it('holds when target tracking took tasks away', () => {
    expect(judgeScaleIn(scaledIn, [...capacity, atTheEnd(2)])).toEqual({
      passed: true,
      expected: 'fewer tasks after the load, by a decision of target tracking',
      observed: '4 tasks at the peak, 2 at the end, 1 decisions to take tasks away',
    });
  });

  it('fails when somebody else did, when nobody did, and when none is left', () => {
    expect(judgeScaleIn(scaling, [...capacity, atTheEnd(2)]).passed).toBe(false);
    expect(judgeScaleIn(scaledIn, [...capacity, atTheEnd(4)]).passed).toBe(false);
    expect(judgeScaleIn(scaledIn, [...capacity, atTheEnd(0)]).passed).toBe(false);
  });
});

describe('scale-in.errors', () => {
  it('looks at the requests since the decision only', () => {
    expect(judgeScaleInErrors(scaledIn, [point(100, 0), point(1_499, 7), point(1_900, 7)]).passed).toBe(true);
    expect(judgeScaleInErrors(scaledIn, [point(1_499, 7), point(1_900, 8)])).toMatchObject({
      passed: false,
      observed: '1 of 40,100 requests failed',
    });
  });

  it('proves nothing without a decision, or without a request after it', () => {
    expect(judgeScaleInErrors(scaling, [point(1_499, 0), point(1_900, 0)]).passed).toBe(false);
    expect(judgeScaleInErrors(scaledIn, [point(1_400, 0)]).passed).toBe(false);
  });
});
