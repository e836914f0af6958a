import { sleep } from 'k6';
import type { LmsClient } from '../lms-client.ts';
import { secondsToNextRequest } from '../pacing.ts';

/** Makes one request, and returns what the student does next. */
export interface Step {
  (): Step;
  /** Whether it follows the step before without a pause. @default false */
  readonly atOnce?: boolean;
}

/**
 * One student from arrival to departure: signs in, follows the journey at five requests a minute, signs out.
 *
 * @param leaveAt When the student signs out, in milliseconds since 1970.
 */
export function attend(lms: LmsClient, journey: Step, leaveAt: number): void {
  const arrivedAt = Date.now();
  let step = journey;
  while (Date.now() < leaveAt) {
    if (lms.signedIn) step = step();
    else lms.signIn();
    if (lms.signedIn && step.atOnce) continue;
    const wait = secondsToNextRequest((Date.now() - arrivedAt) / 1000, Math.random());
    sleep(Math.max(0, Math.min(wait, (leaveAt - Date.now()) / 1000)));
  }
  if (!lms.signedIn) return;
  lms.review();
  lms.signOut();
}
