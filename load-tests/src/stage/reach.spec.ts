import { summarizeTargets } from './reach.ts';

describe('an LMS that does not answer', () => {
  it('is explained by a listener without a target', () => {
    expect(summarizeTargets('targetgroup/tg-empty/1', [])).toBe(
      'the listener on 443 forwards to targetgroup/tg-empty/1, which has no target',
    );
  });

  it('is explained by what the health checks found', () => {
    const ill = {
      id: '10.0.1.7',
      State: 'unhealthy',
      Reason: 'Target.FailedHealthChecks',
      Description: 'Health checks failed with these codes: [404]',
    };
    expect(summarizeTargets('targetgroup/tg/1', [{ id: '10.0.2.7', State: 'healthy' }, ill])).toBe(
      'the listener on 443 forwards to targetgroup/tg/1 with 1 of 2 targets healthy; 10.0.1.7 is unhealthy: ' +
        'Target.FailedHealthChecks: Health checks failed with these codes: [404]',
    );
  });
});
