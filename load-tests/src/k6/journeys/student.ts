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
 * A student follows a journey at five requests a minute, and signs in first where that is needed.
 *
 * @param until In milliseconds since 1970.
 */
export function follow(lms: LmsClient, journey: Step, until: number): void {
  const begunAt = Date.now();
  let step = journey;
  while (Date.now() < until) {
    if (lms.signedIn) step = step();
    else lms.signIn();
    if (lms.signedIn && step.atOnce) continue;
    const wait = secondsToNextRequest((Date.now() - begunAt) / 1000, Math.random());
    sleep(Math.max(0, Math.min(wait, (until - Date.now()) / 1000)));
  }
}

/** A student looks the last attempt up and signs out. */
export function leave(lms: LmsClient): void {
  if (!lms.signedIn) return;
  lms.review();
  lms.signOut();
}
