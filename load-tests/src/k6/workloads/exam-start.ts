import type { Evidence, ExamStart, Workload } from './workload.ts';

const MINUTES = 60;

/**
 * All students are signed in and wait; then all start the same exam within a minute, answer and submit. Capacity is
 * scheduled, and healthy five minutes ahead.
 */
export const examStart: Workload = {
  name: 'exam-start',
  defaultSessions: 10_000,
  journey: 'exam-start',
  phases: (evidence) => {
    const { afterSeconds } = examStartOf(evidence);
    // After five and a half minutes everybody has submitted: 20 answers, one every 12 s.
    return { rampSeconds: 2 * MINUTES, holdSeconds: afterSeconds + 6 * MINUTES, leaveSeconds: 20 };
  },
  examStart: examStartOf,
  preparation: 'scheduled-capacity',
  proves: ['exam-start'],
  provesScaling: false,
};

/** The same exam that nobody has announced, on a stage with its burst policy. */
export const examStartBurst: Workload = {
  ...examStart,
  name: 'exam-start-burst',
  preparation: 'burst-policy',
  proves: ['exam-start-burst'],
  // The students of the seconds until tasks are there may be turned away.
  maxErrorRate: 0.01,
};

/** The same exam that nobody has announced, on a stage with target tracking alone. */
export const examStartUnprepared: Workload = {
  ...examStart,
  name: 'exam-start-unprepared',
  preparation: 'target-tracking-alone',
  proves: ['exam-start-unprepared'],
  // Nothing is promised: what fails here is what the other two are compared with.
  maxErrorRate: 1,
};

function examStartOf(evidence: Evidence): ExamStart {
  // Together with the ramp it is five minutes and the time that tasks take to start.
  return { afterSeconds: evidence === 'aws' ? 7 * MINUTES : 4 * MINUTES, overSeconds: MINUTES };
}
