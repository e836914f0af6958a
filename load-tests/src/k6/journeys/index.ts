import type { LmsClient } from '../lms-client.ts';
import type { JourneyName } from '../workloads/workload.ts';
import { examDay } from './exam-day.ts';
import { examStart } from './exam-start.ts';
import { examThenRest } from './exam-then-rest.ts';
import { changingDevices } from './changing-devices.ts';
import { liveLecture } from './live-lecture.ts';
import type { Step } from './student.ts';
import { twoSessionStores } from './two-session-stores.ts';

/** When a run began, and how long its parts are. */
export interface RunTimes {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly rampSeconds: number;
  readonly holdSeconds: number;
}

/** What a student does from the first sign-in on. `seed` spreads the students over courses, choices and habits. */
type Journey = (lms: LmsClient, seed: number, times: RunTimes) => Step;

export const journeys: Readonly<Record<JourneyName, Journey>> = {
  'exam-day': (lms, seed) => examDay(lms, seed),
  'changing-devices': changingDevices,
  'exam-then-rest': examThenRest,
  'live-lecture': liveLecture,
  'two-session-stores': twoSessionStores,
  'exam-start': examStart,
};
