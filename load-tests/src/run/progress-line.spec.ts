import type { K6Sample } from './k6-status.ts';
import { progressLine } from './progress-line.ts';

const sample = (second: number, figures: Partial<K6Sample>): K6Sample => ({
  at: new Date(second * 1000),
  signIns: 0,
  signOuts: 0,
  sessionsLost: 0,
  requests: 0,
  requestsFailed: 0,
  p95Ms: 0,
  ...figures,
});

const capacity = { at: new Date(0), desired: 4, running: 3, healthy: 2 };

describe('the progress line', () => {
  it('says how many are signed in, the rate over the last samples, errors, p95 and tasks', () => {
    const samples = [
      sample(0, {}),
      sample(2, { requests: 100 }),
      sample(75, { signIns: 9_420, requests: 6_000 }),
      sample(79, { signIns: 9_500, requests: 9_000, requestsFailed: 9, p95Ms: 12.4 }),
    ];
    expect(progressLine(10_000, samples, capacity, 1)).toBe(
      '01:19  9,500 of 10,000 students  750 requests/s  0.1 % errors  p95 12 ms  2 of 4 tasks healthy',
    );
  });

  it('says when sessions are lost and when the stage does not answer', () => {
    const line = progressLine(10, [sample(0, {}), sample(2, { signIns: 5, sessionsLost: 2 })], undefined, 4);
    expect(line).toContain('the stage does not answer');
    expect(line).toContain('2 sessions lost');
  });

  it('says that k6 is starting before its first sample', () => {
    expect(progressLine(10, [], capacity, 4)).toBe('k6 is starting');
  });
});
