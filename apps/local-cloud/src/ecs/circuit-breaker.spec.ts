import { circuitBreakerThreshold, FailureCounts } from './circuit-breaker.ts';

it.each([
  [1, 3],
  [6, 3],
  [7, 4],
  [100, 50],
  [1000, 200],
])('a deployment of %i tasks fails after %i failed tasks', (desiredCount, threshold) => {
  expect(circuitBreakerThreshold(desiredCount)).toBe(threshold);
});

describe('failures in a row', () => {
  let now = 0;
  const failures = new FailureCounts(() => now);

  it('delay the next task longer and longer, at most a minute', () => {
    expect(failures.mayStart('d')).toBe(true);
    failures.addFailedStart('d');
    now += 1_999;
    expect(failures.mayStart('d')).toBe(false);
    now += 1;
    expect(failures.mayStart('d')).toBe(true);
    for (let count = 0; count < 9; count++) failures.addFailedStart('d');
    now += 59_999;
    expect(failures.mayStart('d')).toBe(false);
    now += 1;
    expect(failures.mayStart('d')).toBe(true);
    expect(failures.get('d')).toBe(10);
  });

  it('do not delay the next task when those that failed had been running', () => {
    failures.add('ran');
    expect(failures.get('ran')).toBe(1);
    expect(failures.mayStart('ran')).toBe(true);
  });

  it('are forgotten where a rollback goes', () => {
    failures.add('good');
    failures.add('bad');
    failures.forgetAllBut('bad');
    expect([failures.get('good'), failures.get('bad')]).toEqual([0, 1]);
  });

  it('are forgotten after a success', () => {
    failures.addFailedStart('d');
    failures.reset('d');
    expect(failures.get('d')).toBe(0);
    expect(failures.mayStart('d')).toBe(true);
  });
});
