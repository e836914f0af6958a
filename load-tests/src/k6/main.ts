import './spare-memory.ts';
import { sleep } from 'k6';
import { Entrances } from './entrances.ts';
import { readEnvironment } from './environment.ts';
import type { Journey } from './journeys/journey.ts';
import { follow, leave } from './journeys/student.ts';
import { LmsClient } from './lms-client.ts';
import { waitForExam } from './journeys/waiting-room.ts';
import { evenly } from './pacing.ts';

const environment = readEnvironment(__ENV);

/** When the first student arrives, in milliseconds since 1970. Runs once, when every VU is ready. */
export function setup(): number {
  return Date.now();
}

/** One student from arrival to departure. */
export function student(startedAt: number, journey: Journey): void {
  const { baseUrls, launchKey, runId, sessions, rampSeconds, holdSeconds, leaveSeconds, exam } = environment;
  const index = __VU - 1;
  sleep(evenly(index, sessions, rampSeconds));
  const after = (seconds: number) => startedAt + (rampSeconds + seconds) * 1000;
  const lms = new LmsClient(new Entrances(baseUrls, index), `student-${runId}-${index + 1}`, launchKey);
  if (exam)
    follow(
      lms,
      waitForExam(lms, index),
      after(exam.afterSeconds + evenly(index, sessions, exam.overSeconds)),
    );
  const times = { startedAt, rampSeconds, holdSeconds };
  follow(lms, journey(lms, index, times), after(holdSeconds + evenly(index, sessions, leaveSeconds)));
  leave(lms);
}

export function handleSummary(data: object): Record<string, string> {
  return { [environment.exportFile]: JSON.stringify(data, null, 2) };
}
