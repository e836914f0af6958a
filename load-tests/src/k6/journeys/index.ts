import type { LmsClient } from '../lms-client.ts';
import type { JourneyName } from '../workloads/workload.ts';
import { examDay } from './exam-day.ts';
import { examStart } from './exam-start.ts';
import { examThenRest } from './exam-then-rest.ts';
import { changingDevices } from './changing-devices.ts';
import type { Step } from './student.ts';

/** What a student does from the first sign-in on. `seed` spreads the students over courses, choices and habits. */
type Journey = (lms: LmsClient, seed: number) => Step;

export const journeys: Readonly<Record<JourneyName, Journey>> = {
  'exam-day': examDay,
  'changing-devices': changingDevices,
  'exam-then-rest': examThenRest,
  'exam-start': examStart,
};
