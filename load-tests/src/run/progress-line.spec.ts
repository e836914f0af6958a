import { progressLine } from './progress-line.ts';
import type { TallySample } from './tally.ts';

const sample = (second: number, figures: Partial<TallySample>): TallySample => ({
  at: new Date(second * 1000),
  signedIn: 0,
  sessionsLost: 0,
  requests: 0,
  requestsFailed: 0,
  ...figures,
});

const capacity = { at: new Date(0), desired: 4, running: 3, healthy: 2 };
const p95 = (milliseconds: number) => ({ p50Ms: 1, p95Ms: milliseconds, p99Ms: 9_999 });

describe('the progress line', () => {
  it('says how many are signed in, the rate over the last samples, errors, response times and tasks', () => {
    const samples = [
      sample(0, {}),
      sample(2, { requests: 100 }),
      sample(75, { signedIn: 9_420, requests: 6_000 }),
      sample(79, { signedIn: 9_500, requests: 9_000, requestsFailed: 9 }),
    ];
    const times = { k6: p95(28.4), witness: p95(12.1) };
    expect(progressLine({ sessions: 10_000, samples, capacity, span: 1, ...times })).toBe(
      '01:19  9,500 of 10,000 students  750 requests/s  0.1 % errors  p95 28 ms (k6), 12 ms (witness)  ' +
        '2 of 4 tasks healthy',
    );
  });

  it('says when sessions are lost, when nothing is answered and when the stage does not answer', () => {
    const samples = [sample(0, {}), sample(2, { signedIn: 3, sessionsLost: 2 })];
    expect(progressLine({ sessions: 10, samples, span: 4 })).toBe(
      '00:02  3 of 10 students  0 requests/s  0 % errors  p95 none (k6), none (witness)  ' +
        'the stage does not answer  2 sessions lost',
    );
  });

  it('says that k6 is starting before its first sample', () => {
    expect(progressLine({ sessions: 10, samples: [], span: 4 })).toBe('k6 is starting');
  });
});
