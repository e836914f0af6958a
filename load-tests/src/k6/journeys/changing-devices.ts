import type { LmsClient } from '../lms-client.ts';
import { examDay } from './exam-day.ts';
import type { Journey } from './journey.ts';
import type { Step } from './student.ts';

/** As many as there are courses with an exam: a student answers as long as there is one. */
const EXAMS = 3;

/** How many steps a student stays at one device. */
const STEPS_AT_A_DEVICE = 6;

/**
 * An exam day of a student who leaves one device and goes on at another every minute: sessions are written all the time. Every
 * second student asks that a sign-in is answered only when it cannot be lost.
 */
export function changingDevices(lms: LmsClient, seed: number): Step {
  return stay(lms, seed % 2 === 1, examDay(lms, seed, EXAMS), seed % STEPS_AT_A_DEVICE);
}

function stay(lms: LmsClient, durable: boolean, step: Step, stepsLeft: number): Step {
  return () => {
    if (stepsLeft > 0) return stay(lms, durable, step(), stepsLeft - 1);
    lms.signOut();
    lms.signIn(durable);
    return stay(lms, durable, step, STEPS_AT_A_DEVICE);
  };
}

export const journey: Journey = changingDevices;
