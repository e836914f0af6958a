import type { LmsClient } from '../lms-client.ts';
import { examDay } from './exam-day.ts';
import type { Journey, RunTimes } from './journey.ts';
import type { Step } from './student.ts';

/** As many as there are courses with an exam: a student answers as long as there is one. */
const EXAMS = 3;

/** How long all students are signed in at once before the first of them changes the device. */
const SECONDS_TOGETHER = 6;

/** How many steps a student stays at one device. */
const STEPS_AT_A_DEVICE = 6;

/**
 * An exam day of a student who leaves one device and goes on at another every 96 s: sessions are written all the time. Every
 * second student asks that a sign-in is answered only when it cannot be lost. Nobody changes before all are there.
 */
function changingDevices(lms: LmsClient, seed: number, { startedAt, rampSeconds }: RunTimes): Step {
  const allThere = startedAt + (rampSeconds + SECONDS_TOGETHER) * 1000;
  const durable = seed % 2 === 1;
  return stay(lms, durable, examDay(lms, seed, EXAMS), seed % STEPS_AT_A_DEVICE, allThere);
}

function stay(lms: LmsClient, durable: boolean, step: Step, stepsLeft: number, changesFrom: number): Step {
  return () => {
    if (stepsLeft > 0 || Date.now() < changesFrom)
      return stay(lms, durable, step(), Math.max(0, stepsLeft - 1), changesFrom);
    lms.signOut();
    lms.signIn(durable);
    // Those were the requests of two steps.
    return () => stay(lms, durable, step, STEPS_AT_A_DEVICE, changesFrom);
  };
}

export const journey: Journey = changingDevices;
