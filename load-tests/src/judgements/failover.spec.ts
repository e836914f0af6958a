import { failover } from '../k6/workloads/failover.ts';
import { after, k6 } from '../testing/example-run.ts';
import { judgeAnswers, judgeDurableSignIns, judgePromotions, judgeRecovery } from './failover.ts';

const promotion = { at: after(101), kind: 'recovery' as const, label: 'redis-002 is the primary of Redis' };
const ended = (secondsToRecover: number | undefined) => ({
  at: after(100),
  secondsToRecover,
  failedRequests: 0,
  sessionsLost: 0,
});

describe('failover.promoted', () => {
  const wanted = failover.incidents?.('emulated').length ?? 0;

  it('holds when each primary that was lost has a successor', () => {
    const events = Array.from({ length: wanted }, () => promotion);
    expect(judgePromotions(events, wanted)).toMatchObject({ passed: true });
    expect(judgePromotions(events.slice(1), wanted)).toMatchObject({ passed: false });
  });

  it('names what went wrong with a failover', () => {
    const problem = { ...promotion, kind: 'problem' as const, label: 'the load was over' };
    expect(judgePromotions([promotion, problem], 1)).toMatchObject({
      passed: false,
      observed: '1 replicas promoted; the load was over',
    });
  });
});

describe('failover.recovery', () => {
  it('holds up to 5 s on this machine, and up to a minute on AWS', () => {
    expect(judgeRecovery([ended(5)], 'emulated').passed).toBe(true);
    expect(judgeRecovery([ended(1), ended(5.1)], 'emulated').passed).toBe(false);
    expect(judgeRecovery([ended(60)], 'aws').passed).toBe(true);
  });

  it('fails without a failover, and with one that never ended', () => {
    expect(judgeRecovery([], 'emulated').passed).toBe(false);
    expect(judgeRecovery([ended(undefined)], 'aws')).toMatchObject({
      passed: false,
      observed: 'never written again, 0 requests failed',
    });
  });
});

describe('failover.answers', () => {
  const looked = { ...k6, answersSaved: 1_000, answersKept: 1_000, answersLost: 0 };

  it('fails when one acknowledged answer is gone', () => {
    expect(judgeAnswers(looked, 'emulated').passed).toBe(true);
    expect(judgeAnswers({ ...looked, answersKept: 999, answersLost: 1 }, 'emulated').passed).toBe(false);
  });

  it('fails when hardly any answer was looked up', () => {
    const few = { ...looked, answersKept: 980 };
    expect(judgeAnswers(few, 'emulated').passed).toBe(false);
    // A failover of a minute takes more look-ups with it.
    expect(judgeAnswers(few, 'aws').passed).toBe(true);
  });
});

describe('failover.durable', () => {
  const durable = { ...k6, durableSignIns: 500, sessionsLost: 2, durableSessionsLost: 0 };

  it('fails with a lost session that had waited for a replica, not with another', () => {
    expect(judgeDurableSignIns(durable)).toMatchObject({
      passed: true,
      observed: '0 lost of 500 of those; 2 of the others',
    });
    expect(judgeDurableSignIns({ ...durable, durableSessionsLost: 1 }).passed).toBe(false);
  });

  it('fails when no sign-in waited for a replica', () => {
    expect(judgeDurableSignIns({ ...durable, durableSignIns: 0 }).passed).toBe(false);
  });
});
