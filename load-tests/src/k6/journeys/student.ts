import { sleep } from 'k6';
import type { LmsClient } from '../lms-client.ts';
import { secondsToNextRequest } from '../pacing.ts';

/**
 * One student from arrival to departure: signs in, follows the journey at five requests a minute, signs out.
 *
 * @param leaveAt When the student signs out, in milliseconds since 1970.
 */
export function attend(lms: LmsClient, journey: Iterator<void>, leaveAt: number): void {
  const arrivedAt = Date.now();
  while (Date.now() < leaveAt) {
    if (lms.signedIn) journey.next();
    else lms.signIn();
    const wait = secondsToNextRequest((Date.now() - arrivedAt) / 1000, Math.random());
    sleep(Math.max(0, Math.min(wait, (leaveAt - Date.now()) / 1000)));
  }
  if (lms.signedIn) lms.signOut();
}
