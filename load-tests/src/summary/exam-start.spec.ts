import { after, perMinute, record as sessionsRecord, scaling, timeline } from '../testing/example-run.ts';
import { examOf, measureExamStart } from './exam-start.ts';

const at = (seconds: number, desired: number, healthy: number) => ({
  at: after(seconds),
  desired,
  running: healthy,
  healthy,
});
const point = (seconds: number, requests: number, failed: number) => ({
  at: after(seconds),
  requests,
  failed,
  sessionsLost: 0,
});
const scaledOut = (seconds: number, cause: string, status = 'Successful') => ({
  startedAt: after(seconds),
  cause,
  description: 'Setting desired count to 6.',
  status,
});
const burstCause = 'monitor alarm alarm-burst in state ALARM triggered policy scaling-policy-burst';

// The exam starts 325 s after the first student and is looked at for 120 s.
const record = {
  ...sessionsRecord,
  workload: 'exam-start',
  endedAt: after(680),
  capacity: [at(0, 2, 2), at(350, 6, 2), at(356, 6, 5), at(359, 6, 6), at(679, 6, 6)],
  trace: [point(0, 0, 0), point(324, 20_000, 10), point(446, 270_000, 260), point(444, 260_000, 210)].sort(
    (left, right) => left.at.getTime() - right.at.getTime(),
  ),
};
const twelve = Array.from({ length: 12 }, () => 50);
const cpu = {
  ...timeline,
  cpuPercent: perMinute(...twelve),
  runningTasks: perMinute(...twelve.map(() => 4)),
};
const burst = {
  ...scaling,
  policies: scaling.policies,
  activities: [scaledOut(348, burstCause)],
  fullPeriods: [after(100), after(330), after(340)],
};

describe('an exam that all start at once', () => {
  it('starts when the workload says', () => {
    expect(examOf(record)).toEqual({ from: after(325), until: after(445) });
    expect(examOf(sessionsRecord)).toBeUndefined();
  });

  it('is measured from its start', () => {
    expect(measureExamStart(record, cpu, burst)).toEqual({
      requests: 240_000,
      failed: 200,
      tasksAtStart: 2,
      secondsHealthyAhead: 325,
      knowsWhenFull: true,
      secondsUntilFull: 5,
      secondsToBurst: 18,
      secondsToHealthyBurst: 29,
      taskSeconds: 325 * 2 + 6 * 2 + 3 * 5 + 86 * 6,
      // 4 tasks at 50 % of their CPU, with a target of 60 %: 4 of them, rounded up.
      idealTaskSeconds: 420 * 4,
    });
  });

  it.each([
    ['a scale-out before it', scaledOut(100, burstCause)],
    ['target tracking', scaledOut(348, scaling.activities[0]?.cause ?? '')],
    ['a scheduled action', scaledOut(348, 'scheduled action name load-test-exam was triggered')],
    ['a burst that failed', scaledOut(348, burstCause, 'Failed')],
  ])('does not take %s for a burst', (_what, activity) => {
    expect(measureExamStart(record, cpu, { ...scaling, activities: [activity] })).toMatchObject({
      secondsToBurst: undefined,
      secondsToHealthyBurst: undefined,
    });
  });

  it('counts how long its tasks were healthy from their last break on', () => {
    const capacity = [at(0, 4, 4), at(100, 4, 3), at(110, 4, 4), at(700, 4, 4)];
    expect(measureExamStart({ ...record, capacity }, cpu, burst)?.secondsHealthyAhead).toBe(215);
    const ill = [at(0, 4, 4), at(320, 4, 3), at(700, 4, 4)];
    expect(measureExamStart({ ...record, capacity: ill }, cpu, burst)?.secondsHealthyAhead).toBeUndefined();
  });

  it('is not measured when the run was over before', () => {
    expect(measureExamStart({ ...record, endedAt: after(444) }, cpu, burst)).toBeUndefined();
  });

  it('has no ideal where CloudWatch does not hold all of it, or nothing is tracked', () => {
    const short = { ...cpu, cpuPercent: cpu.cpuPercent.slice(0, 7) };
    expect(measureExamStart(record, short, burst)?.idealTaskSeconds).toBeUndefined();
    expect(measureExamStart(record, cpu, { ...burst, policies: [] })?.idealTaskSeconds).toBeUndefined();
  });
});
