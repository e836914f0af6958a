import { emptyTimeline, type Timeline } from '../metrics/timeline.ts';
import { after, perMinute, timeline } from '../testing/example-run.ts';
import type { Aftermath } from '../summary/aftermath.ts';
import { errorsAfter, judgeZoneErrors, judgeZoneRedis, judgeZoneTasks } from './zone-loss.ts';

const recovery = (second: number, label: string) => ({ at: after(second), kind: 'recovery', label }) as const;

const loss: Aftermath = {
  event: { at: after(90), kind: 'fault', label: 'zone sa-east-1a is lost, with task 1a2b3c4d, redis-001' },
  until: after(390),
  recoveries: [
    recovery(91.5, 'redis-002 in sa-east-1b is the primary of Redis'),
    recovery(102, 'the service is whole again in the other zones'),
  ],
  secondsToRecover: 12,
  requests: 250_000,
  failedRequests: 30,
};

const judgeErrors = (losses: readonly Aftermath[], timeline: Timeline) =>
  judgeZoneErrors(losses, timeline, 'emulated');

describe('zone-loss.errors', () => {
  it('counts the minute of the loss and the five after it', () => {
    expect(
      errorsAfter(loss.event, { ...timeline, targetErrors: perMinute(100, 1, 1, 1, 1, 1, 1, 100) }),
    ).toBe(12);
  });

  it("holds below 0.1 % of the students' requests, and fails at it", () => {
    const withErrors = (errors: number) => ({
      ...emptyTimeline,
      requests: perMinute(0, 300_000),
      targetErrors: perMinute(0, errors),
    });
    expect(judgeErrors([loss], withErrors(249))).toMatchObject({
      passed: true,
      observed: 'load balancer: 249 of 250,000, 0.1 %; students: 30 of 250,000, 0.012 %',
    });
    expect(judgeErrors([loss], withErrors(250)).passed).toBe(false);
    // On AWS students go on asking the lost node until its address is gone.
    expect(judgeZoneErrors([loss], withErrors(250), 'aws').passed).toBe(true);
    expect(judgeErrors([{ ...loss, failedRequests: 250 }], withErrors(0)).passed).toBe(false);
  });

  it('fails when the load ended before the five minutes were over', () => {
    const requests = { ...emptyTimeline, requests: perMinute(0, 5_000) };
    expect(judgeErrors([{ ...loss, until: after(330) }], requests)).toMatchObject({
      passed: false,
      observed: expect.stringContaining('the load ended after 4 minutes'),
    });
  });

  it('fails without datapoints, and when no zone was lost', () => {
    expect(judgeErrors([loss], emptyTimeline).passed).toBe(false);
    expect(judgeErrors([], timeline)).toMatchObject({ passed: false, observed: 'no zone was lost' });
  });
});

describe('zone-loss.tasks and zone-loss.redis', () => {
  it('hold when others took their place, and say when', () => {
    expect(judgeZoneTasks([loss], [])).toMatchObject({
      passed: true,
      observed: expect.stringMatching(
        /^zone sa-east-1a is lost.* whole again in the other zones after 12 s$/,
      ),
    });
    expect(judgeZoneRedis([loss])).toMatchObject({
      passed: true,
      observed: expect.stringContaining('redis-002 in sa-east-1b is the primary of Redis after 1.5 s'),
    });
  });

  it.each([(losses: readonly Aftermath[]) => judgeZoneTasks(losses, []), judgeZoneRedis])(
    'fail when nothing took their place, or no zone was lost (%p)',
    (judge) => {
      expect(judge([{ ...loss, recoveries: [] }]).passed).toBe(false);
      expect(judge([]).passed).toBe(false);
    },
  );
});
