import { after } from '../testing/example-run.ts';
import type { Aftermath } from '../summary/aftermath.ts';
import { judgeRollback, judgeRolloutRequests, judgeRollouts } from './rollout.ts';

const rollout = (revision: string, change: Partial<Aftermath> = {}): Aftermath => ({
  event: { at: after(200), kind: 'change', label: `revision ${revision} is rolled out` },
  until: after(260),
  recoveries: [],
  secondsToRecover: 21.4,
  requests: 20_000,
  failedRequests: 0,
  ...change,
});

describe('rollout.completed', () => {
  it('holds when the new revision served alone, and then the former one', () => {
    expect(judgeRollouts([rollout('lms:8'), rollout('lms:7')])).toMatchObject({
      passed: true,
      observed: 'revision lms:8 is rolled out: 21 s; revision lms:7 is rolled out: 21 s',
    });
  });

  it('fails when one was not finished, or not begun', () => {
    const unfinished = rollout('lms:7', { secondsToRecover: undefined });
    expect(judgeRollouts([rollout('lms:8'), unfinished])).toMatchObject({
      passed: false,
      observed: expect.stringContaining('never finished'),
    });
    expect(judgeRollouts([rollout('lms:8')]).passed).toBe(false);
    expect(judgeRollouts([]).passed).toBe(false);
  });
});

describe('rollout.requests', () => {
  it('holds when no request failed, and fails with one of 40,000', () => {
    expect(judgeRolloutRequests([rollout('lms:8'), rollout('lms:7')], 0).passed).toBe(true);
    expect(
      judgeRolloutRequests([rollout('lms:8'), rollout('lms:7', { failedRequests: 1 })], 0),
    ).toMatchObject({
      passed: false,
      observed: '1 of 40,000 requests failed',
    });
  });

  it('allows a share where one is allowed, and fails without requests', () => {
    expect(judgeRolloutRequests([rollout('lms:8', { failedRequests: 20 })], 0.001).passed).toBe(true);
    expect(judgeRolloutRequests([rollout('lms:8', { failedRequests: 21 })], 0.001).passed).toBe(false);
    expect(judgeRolloutRequests([], 0.001).passed).toBe(false);
  });
});

describe('bad-rollout.rolled-back', () => {
  const givenUp = {
    at: after(330),
    kind: 'recovery',
    label: 'revision lms:8 is given up: tasks failed',
  } as const;
  const former = { at: after(335), kind: 'recovery', label: 'revision lms:7 serves alone' } as const;
  const current = 'arn:aws:ecs:sa-east-1:123456789012:task-definition/lms:7';
  const bad = (...recoveries: Aftermath['recoveries']) => [
    rollout('lms:8', { recoveries, secondsToRecover: 135 }),
  ];

  it('holds when it was given up and the service has the former one', () => {
    expect(judgeRollback(bad(givenUp, former), current)).toMatchObject({
      passed: true,
      observed: 'revision lms:8 is given up: tasks failed; revision lms:7 serves alone after 135 s',
    });
  });

  it('fails when it was not given up, when it stayed, or when nothing was rolled out', () => {
    expect(judgeRollback(bad(former), current).passed).toBe(false);
    expect(judgeRollback(bad(givenUp), current).passed).toBe(false);
    expect(judgeRollback(bad(givenUp, former), current.replace('lms:7', 'lms:8')).passed).toBe(false);
    expect(judgeRollback([], current).passed).toBe(false);
  });
});
