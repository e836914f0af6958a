import type { Evidence, Workload } from './workload.ts';

const MINUTE = 60;
const RAMP_SECONDS = 2 * MINUTE;

/** Five minutes in which capacity has to be healthy, and the time that tasks take to start; students arrive in it. */
const secondsAhead: Readonly<Record<Evidence, number>> = { emulated: 6 * MINUTE, aws: 9 * MINUTE };

/**
 * All students are signed in and wait; then all start the same exam within a minute, answer and submit. Capacity is
 * scheduled, and healthy five minutes ahead.
 */
export const examStart: Workload = {
  name: 'exam-start',
  ...examAfter((evidence) => secondsAhead[evidence] - RAMP_SECONDS),
  preparation: 'scheduled-capacity',
  proves: ['exam-start'],
};

/** The same exam that nobody has announced, on a stage with its burst policy. */
export const examStartBurst: Workload = {
  name: 'exam-start-burst',
  ...examAfter(() => MINUTE),
  preparation: 'burst-policy',
  proves: ['exam-start-burst'],
  // The students of the seconds until tasks are there may be turned away.
  maxErrorRate: 0.01,
};

/** The same exam that nobody has announced, on a stage with target tracking alone. */
export const examStartUnprepared: Workload = {
  name: 'exam-start-unprepared',
  ...examAfter(() => MINUTE),
  preparation: 'target-tracking-alone',
  proves: ['exam-start-unprepared'],
  // Nothing is promised: what fails here is what the other two are compared with.
  maxErrorRate: 1,
};

/** @param waitSeconds How long students wait, once all are there: only capacity that is scheduled needs some minutes. */
function examAfter(waitSeconds: (evidence: Evidence) => number) {
  return {
    defaultSessions: 10_000,
    journey: 'exam-start',
    phases: (evidence) => ({
      rampSeconds: RAMP_SECONDS,
      // After five and a half minutes everybody has submitted: 20 answers, one every 12 s.
      holdSeconds: waitSeconds(evidence) + 6 * MINUTE,
      leaveSeconds: 20,
    }),
    examStart: (evidence) => ({ afterSeconds: waitSeconds(evidence), overSeconds: MINUTE }),
    provesScaling: false,
  } as const satisfies Partial<Workload>;
}
