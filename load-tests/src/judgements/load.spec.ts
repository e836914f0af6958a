import { emptyTimeline } from '../metrics/timeline.ts';
import { k6, perMinute, record, timeline } from '../testing/example-run.ts';
import { judgeErrors, judgeSessions, judgeThresholds } from './load.ts';

const withErrorRate = (errorRate: number) => ({ ...k6, requests: { ...k6.requests, errorRate } });

describe('load.sessions', () => {
  it('holds when all were signed in at once and none was lost', () => {
    expect(judgeSessions(record, k6)).toEqual({
      passed: true,
      expected: '10,000 students signed in at once, 0 sessions lost',
      observed: '10,000 students signed in at once, 0 sessions lost',
    });
  });

  it('fails when one student is missing at the peak', () => {
    expect(judgeSessions({ ...record, peakSessions: 9_999 }, k6)).toMatchObject({ passed: false });
  });

  it('fails when one session was lost', () => {
    expect(judgeSessions(record, { ...k6, sessionsLost: 1 })).toMatchObject({
      passed: false,
      observed: '10,000 students signed in at once, 1 sessions lost',
    });
  });
});

describe('load.errors', () => {
  it('holds at 0.1 % and fails above it', () => {
    expect(judgeErrors(withErrorRate(0.001), timeline).passed).toBe(true);
    expect(judgeErrors(withErrorRate(0.0011), timeline).passed).toBe(false);
  });

  it('fails when only the load balancer saw the errors', () => {
    const failing = { ...timeline, loadBalancerErrors: perMinute(0, 0, 0, 400) };
    expect(judgeErrors(k6, failing)).toMatchObject({
      passed: false,
      observed: 'students: 0.003 % of 325,550; load balancer: 403 of 325,550 answered with 5xx',
    });
  });

  it('fails without datapoints of the load balancer', () => {
    expect(judgeErrors(k6, emptyTimeline)).toMatchObject({
      passed: false,
      observed: "CloudWatch holds no datapoint of the load balancer's requests",
    });
  });
});

describe('load.thresholds', () => {
  it('holds when every threshold does', () => {
    expect(judgeThresholds(k6)).toMatchObject({ passed: true, observed: '4 of 4 hold' });
  });

  it('fails when one is crossed, and names it', () => {
    const crossed = { metric: 'http_req_failed', expression: 'rate<=0.001', samples: 9, passed: false };
    expect(judgeThresholds({ ...k6, thresholds: [crossed] })).toMatchObject({
      passed: false,
      observed: 'http_req_failed rate<=0.001 is crossed',
    });
  });

  it('fails when one has no samples, or when there is none', () => {
    const silent = { metric: 'sessions_kept', expression: 'rate==1', samples: 0, passed: false };
    expect(judgeThresholds({ ...k6, thresholds: [silent] }).observed).toBe(
      'sessions_kept rate==1 has no samples',
    );
    expect(judgeThresholds({ ...k6, thresholds: [] }).passed).toBe(false);
  });
});
