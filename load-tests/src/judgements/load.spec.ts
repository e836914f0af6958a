import { emptyTimeline } from '../metrics/timeline.ts';
import { k6, perMinute, record, timeline } from '../testing/example-run.ts';
import { judgeErrors, judgeGenerator, judgeSessions, judgeThresholds } from './load.ts';

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

  it('lets a share of the students lose theirs with the primary of Redis on AWS, and none whose sign-in was to be kept', () => {
    const lost = (sessionsLost: number, durableSessionsLost = 0) =>
      judgeSessions(record, { ...k6, sessionsLost, durableSessionsLost }, 0.01).passed;
    expect([lost(100), lost(101), lost(1, 1)]).toEqual([true, false, false]);
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
    expect(judgeErrors(withErrorRate(0.001), timeline, 0.001).passed).toBe(true);
    expect(judgeErrors(withErrorRate(0.0011), timeline, 0.001).passed).toBe(false);
  });

  it('fails when only the load balancer saw the errors', () => {
    const failing = { ...timeline, loadBalancerErrors: perMinute(0, 0, 0, 400) };
    expect(judgeErrors(k6, failing, 0.001)).toMatchObject({
      passed: false,
      observed: 'students: 0.003 % of 325,550; load balancer: 403 of 325,550 answered with 5xx',
    });
  });

  it('fails without datapoints of the load balancer', () => {
    expect(judgeErrors(k6, emptyTimeline, 0.001)).toMatchObject({
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

describe('load.generator', () => {
  const times = (p95Ms: number) => ({ p50Ms: 1, p95Ms, p99Ms: 9_999 });
  const testimony = (p95Ms: number) => ({ requests: 3_000, failed: 0, ...times(p95Ms) });

  it.each([
    ['three times the witness', 90, 30, true],
    ['more than that', 91, 30, false],
    ['more than that, and still short', 50, 2, true],
    ['less than the witness', 20, 400, true],
  ])('judges %s', (_what, k6P95, witnessP95, passed) => {
    const steady = { k6: times(k6P95), witness: testimony(witnessP95) };
    expect(judgeGenerator(steady).passed).toBe(passed);
  });

  it('says whose the response times are when k6 was the bottleneck', () => {
    const { observed } = judgeGenerator({ k6: times(2_019.4), witness: testimony(31) });
    expect(observed).toBe(
      'the load generator was the bottleneck: while all students were there k6 measured a p95 of 2,019 ms, ' +
        "a lone client beside it 31 ms; no response time of k6 in this run is the LMS's",
    );
  });

  it('fails where the witness, or k6, measured nothing', () => {
    expect(judgeGenerator({ k6: times(20) })).toMatchObject({
      passed: false,
      observed: expect.stringContaining('a lone client beside it nothing'),
    });
    expect(judgeGenerator({ witness: testimony(20) }).passed).toBe(false);
  });
});
