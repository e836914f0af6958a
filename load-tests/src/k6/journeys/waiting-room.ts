import type { LmsClient } from '../lms-client.ts';
import type { Step } from './student.ts';

/** Who waits looks once a minute: in one of five slots. */
const SLOTS_BETWEEN_LOOKS = 5;

/** A student who is signed in and looks now and then whether the exam is there. */
export function waitForExam(lms: LmsClient, seed: number): Step {
  return look(lms, seed, seed % SLOTS_BETWEEN_LOOKS);
}

function look(lms: LmsClient, seed: number, slotsLeft: number): Step {
  return () => {
    if (slotsLeft > 0) return look(lms, seed, slotsLeft - 1);
    lms.course(seed);
    return look(lms, seed, SLOTS_BETWEEN_LOOKS - 1);
  };
}
