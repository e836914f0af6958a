import type { LmsClient } from '../lms-client.ts';
import { examDay } from './exam-day.ts';
import type { Journey } from './journey.ts';
import type { Step } from './student.ts';

/** How long a student works before resting: as long as target tracking needs to add tasks, and half a minute. */
const WORK_SECONDS = 390;

/**
 * A student who rests asks in one of so many slots: before the load balancer closes a connection that is idle for a minute. k6 would meet
 * that with a failed POST now and then, where a browser asks again.
 */
const SLOTS_BETWEEN_REQUESTS = 4;

/** An exam day after which the student stays signed in and hardly asks any more: there are more tasks than it takes. */
function examThenRest(lms: LmsClient, seed: number): Step {
  return work(examDay(lms, seed), Date.now() + WORK_SECONDS * 1000);
}

function work(step: Step, until: number): Step {
  return () => (Date.now() < until ? work(step(), until) : rest(step(), SLOTS_BETWEEN_REQUESTS));
}

function rest(step: Step, slotsLeft: number): Step {
  return () => (slotsLeft > 1 ? rest(step, slotsLeft - 1) : rest(step(), SLOTS_BETWEEN_REQUESTS));
}

export const journey: Journey = examThenRest;
