import type { LmsClient } from '../lms-client.ts';
import type { Step } from './student.ts';

/** When a run began, and how long its parts are. */
export interface RunTimes {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly rampSeconds: number;
  readonly holdSeconds: number;
}

/**
 * What a student does from the first sign-in on: what `journeys/NAME.ts` exports as `journey`. `seed` spreads the students over
 * courses, choices and habits.
 */
export type Journey = (lms: LmsClient, seed: number, times: RunTimes) => Step;
