import { k6Export } from '../testing/example-run.ts';
import { parseK6Export } from './k6-export.ts';

const exportWith = (metrics: object) => JSON.stringify({ metrics: { ...k6Export.metrics, ...metrics } });

describe("k6's own export", () => {
  it('gives the figures of the run', () => {
    expect(parseK6Export(JSON.stringify(k6Export))).toMatchObject({
      requests: { total: 325_550, perSecond: 736.5, p50Ms: 4.2, p95Ms: 71.3, p99Ms: 164.8 },
      sessionsLost: 0,
      signIns: 10_000,
      answersSaved: 98_000,
      droppedIterations: 0,
    });
  });

  it('keeps a threshold that k6 found crossed', () => {
    const text = exportWith({
      http_req_failed: {
        type: 'rate',
        values: { rate: 0.02, passes: 2, fails: 98 },
        thresholds: { 'rate<=0.001': { ok: false } },
      },
    });
    expect(parseK6Export(text).thresholds).toContainEqual({
      metric: 'http_req_failed',
      expression: 'rate<=0.001',
      samples: 100,
      passed: false,
    });
  });

  it.each([
    ['rate', { rate: 0, passes: 0, fails: 0 }],
    ['trend', { count: 0, 'p(95)': 0 }],
    ['counter', { count: 0 }],
    ['gauge', { value: 0 }],
  ])('fails a threshold on a %s without samples, which k6 passes', (type, values) => {
    const text = exportWith({ silent: { type, values, thresholds: { 'anything==0': { ok: true } } } });
    expect(parseK6Export(text).thresholds).toContainEqual(
      expect.objectContaining({ metric: 'silent', samples: 0, passed: false }),
    );
  });

  it('counts a run without any request as failed altogether', () => {
    expect(parseK6Export('{"metrics":{}}').requests).toMatchObject({ total: 0, errorRate: 1 });
  });

  it('is refused when it is something else', () => {
    expect(() => parseK6Export('{"metrics":{"http_reqs":{}}}')).toThrow(
      /^k6's export has another shape .*metrics\.http_reqs\.type: .*take a k6 that the toolchain lists$/,
    );
  });
});
