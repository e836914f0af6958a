import { after } from '../testing/example-run.ts';
import { aftermathsOf, countsBetween } from './aftermath.ts';

const trace = [
  { at: after(100), requests: 1_000, failed: 1, sessionsLost: 0 },
  { at: after(110), requests: 2_000, failed: 4, sessionsLost: 0 },
  { at: after(120), requests: 3_000, failed: 4, sessionsLost: 1 },
];
const event = (kind: 'fault' | 'change' | 'recovery', second: number, label: string) => ({
  at: after(second),
  kind,
  label,
});

describe('what followed a fault', () => {
  it('is told until the next one, or until the end of the load', () => {
    const events = [
      event('fault', 101, 'task 1a2b3c4d gets SIGKILL'),
      event('recovery', 108.5, 'the service is whole again'),
      event('change', 111, 'revision lms:8 is rolled out'),
    ];
    expect(aftermathsOf({ events, trace, endedAt: after(130) })).toMatchObject([
      {
        event: events[0],
        recoveries: [events[1]],
        secondsToRecover: 7.5,
        requests: 1_000,
        failedRequests: 3,
      },
      { event: events[2], recoveries: [], secondsToRecover: undefined, requests: 1_000, failedRequests: 0 },
    ]);
  });

  it('counts from nothing before the first sample, and nothing without any', () => {
    expect(countsBetween(trace, after(0), after(100))).toEqual({
      requests: 1_000,
      failed: 1,
      sessionsLost: 0,
    });
    expect(countsBetween([], after(0), after(100))).toEqual({ requests: 0, failed: 0, sessionsLost: 0 });
  });
});
