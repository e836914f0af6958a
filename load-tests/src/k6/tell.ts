/** What a student did, as the load test's program counts it while k6 runs (`src/run/tally.ts`). */
export type StudentEvent = 'request' | 'failure' | 'sign-in' | 'sign-out' | 'session-lost';

/** k6's types know none. */
declare const console: { log(line: string): void };

/**
 * Tells the load test's program by a line of k6's log: its REST API would answer anybody on this machine.
 *
 * @param milliseconds How long a request took.
 */
export function tell(event: StudentEvent, milliseconds?: number): void {
  console.log(milliseconds === undefined ? event : `${event} ${milliseconds}`);
}
