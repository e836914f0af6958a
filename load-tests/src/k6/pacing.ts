/** A student makes five requests a minute (Open edX load tests: 600 users, 3,000 requests a minute). */
export const SECONDS_BETWEEN_REQUESTS = 12;

/** Share of the interval by which a request may come earlier or later than its slot. */
export const JITTER = 0.25;

/** How many seconds after the start the `index`th of `count` students (from 0) comes or goes, evenly over `seconds`. */
export function evenly(index: number, count: number, seconds: number): number {
  return (index / count) * seconds;
}

/**
 * Seconds to wait until a student's next request.
 *
 * The slots lie a fixed interval apart, counted from the student's arrival, so a slow answer does not lower the load.
 * Slots that have passed meanwhile are left out: a student does not catch up with a burst.
 *
 * @param sinceArrival Seconds since the student's first request.
 * @param random From 0 to 1; moves the request within its slot.
 */
export function secondsToNextRequest(sinceArrival: number, random: number): number {
  const jitter = (random - 0.5) * 2 * JITTER * SECONDS_BETWEEN_REQUESTS;
  // A request made early in its slot must not find the same slot again.
  const nextSlot = Math.floor(sinceArrival / SECONDS_BETWEEN_REQUESTS + JITTER) + 1;
  return Math.max(0, nextSlot * SECONDS_BETWEEN_REQUESTS + jitter - sinceArrival);
}
