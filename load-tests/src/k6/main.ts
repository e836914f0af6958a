import exec from 'k6/execution';
import { readEnvironment } from './environment.ts';
import { examDay } from './journeys/exam-day.ts';
import { attend } from './journeys/student.ts';
import { LmsClient } from './lms-client.ts';
import { optionsFor } from './options.ts';
import { evenly } from './pacing.ts';
import { sleep } from 'k6';

const environment = readEnvironment(__ENV);
const { workload, sessions, evidence, baseUrl, launchKey, runId, exportFile } = environment;
const { rampSeconds, holdSeconds, leaveSeconds } = workload.phases(evidence);

export const options = optionsFor(environment);

export default function student(): void {
  const index = exec.vu.idInTest - 1;
  const startedAt = exec.scenario.startTime;
  sleep(evenly(index, sessions, rampSeconds));
  const leaveAt = startedAt + (rampSeconds + holdSeconds + evenly(index, sessions, leaveSeconds)) * 1000;
  const lms = new LmsClient(baseUrl, `student-${runId}-${String(index + 1).padStart(6, '0')}`, launchKey);
  attend(lms, examDay(lms, index), leaveAt);
}

export function handleSummary(data: object): Record<string, string> {
  return { [exportFile]: JSON.stringify(data, null, 2) };
}
