import { findWorkload, isWhole, mustScale } from './index.ts';

const sessions = findWorkload('sessions');

it.each([
  ['local', 10_000, true],
  ['preview', 10_000, true],
  ['preview', 9_999, false],
  // Three vCPUs of production carry ten times the reference LMS.
  ['production', 10_000, false],
])('on %s %i students have to make the service scale: %s', (stage, students, expected) => {
  const load = { stage, sessions: students };
  expect([isWhole(sessions, load), mustScale(sessions, load)]).toEqual([expected, expected]);
  expect(mustScale(findWorkload('failover'), load)).toBe(false);
});

it('on AWS disruptions last until the last of them is over', () => {
  const hold = (name: string) => findWorkload(name)?.phases('aws').holdSeconds ?? NaN;
  const parts = ['rollout', 'bad-rollout', 'task-loss', 'task-stop', 'zone-loss'];
  expect(hold('disruptions')).toBe(parts.reduce((sum, name) => sum + hold(name), 0));
});
