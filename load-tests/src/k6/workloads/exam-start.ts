import { MAX_ERROR_RATE_OF_BURST } from '../limits.ts';
import type { Evidence, Workload } from './workload.ts';

const MINUTE = 60;

/** Students who only wait can all arrive in so short a time. */
const RAMP_SECONDS = 45;

/** What of an exam is looked at, from its start. On AWS capacity that nobody prepared comes after six minutes only. */
const examSeconds: Readonly<Record<Evidence, number>> = { emulated: 2 * MINUTE, aws: 8 * MINUTE };

/** Five minutes in which capacity has to be healthy, and the time that tasks take to start; students arrive in it. */
const secondsAhead: Readonly<Record<Evidence, number>> = { emulated: 325, aws: 9 * MINUTE };

/** In which all start the exam: two tasks nearly carry a start over a minute, and leave the burst policy nothing to do. */
const START_SECONDS = 40;

/** Before an exam that nobody has announced. */
const SECONDS_AT_REST = 15;

/**
 * All students are signed in and wait; then all start the same exam within 40 seconds, and answer. Capacity is scheduled,
 * and healthy five minutes ahead.
 */
export const examStart: Workload = {
  name: 'exam-start',
  ...examAfter((evidence) => secondsAhead[evidence] - RAMP_SECONDS),
  preparations: ['scheduled-capacity'],
  proves: ['exam-start'],
  limitsResponseTimes: true,
};

/** The same exam that nobody has announced, on a stage with its burst policy. */
export const examStartBurst: Workload = {
  name: 'exam-start-burst',
  ...examAfter(() => SECONDS_AT_REST),
  preparations: ['burst-policy'],
  proves: ['exam-start-burst'],
  // The students of the time until tasks are there may be turned away.
  maxErrorRate: (evidence) => MAX_ERROR_RATE_OF_BURST[evidence],
};

/** The same exam that nobody has announced, on a stage with target tracking alone, which it makes act: after three minutes. */
export const examStartUnprepared: Workload = {
  name: 'exam-start-unprepared',
  ...examAfter(() => SECONDS_AT_REST, 160),
  preparations: ['target-tracking-alone'],
  proves: ['exam-start-unprepared'],
  provesScaling: true,
  // Nothing is promised: what fails here is what the other two are compared with.
  maxErrorRate: () => 1,
};

/**
 * @param waitSeconds How long students wait, once all are there: only capacity that is scheduled needs some minutes.
 * @param secondsLonger For how long students stay when what is compared is over.
 */
function examAfter(waitSeconds: (evidence: Evidence) => number, secondsLonger = 20) {
  return {
    defaultSessions: 10_000,
    journey: 'exam-start',
    phases: (evidence) => ({
      rampSeconds: RAMP_SECONDS,
      holdSeconds: waitSeconds(evidence) + examSeconds[evidence] + secondsLonger,
      leaveSeconds: 20,
    }),
    examStart: (evidence) => ({
      afterSeconds: waitSeconds(evidence),
      overSeconds: START_SECONDS,
      forSeconds: examSeconds[evidence],
    }),
    provesScaling: false,
  } as const satisfies Partial<Workload>;
}
