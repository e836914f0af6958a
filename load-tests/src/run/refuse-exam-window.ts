import { ExitError } from '@edutechbr/cli';
import { totalSeconds } from '../k6/workloads/index.ts';
import { EXAM_ACTION } from '../preparations/index.ts';
import type { Settings } from '../settings.ts';
import type { Clients } from '../stage/clients.ts';
import { evidenceOf, type StageOutputs } from '../stage/outputs.ts';
import { readScheduledChanges, windowAt } from '../stage/scheduled-changes.ts';

/** Until the load begins and after it has ended: to go back to the fewest tasks, to settle, to put back. */
const SECONDS_AROUND = 900;

interface Run {
  readonly settings: Pick<Settings, 'workload'>;
  readonly clients: Clients;
  readonly outputs: StageOutputs;
}

/**
 * Refuses a run that would begin in an exam window of the stage, or reach one. On AWS students are in it; and a run that schedules
 * capacity takes the window's tasks for the fewest, and leaves them so, or takes them away in the middle of an exam.
 *
 * @throws ExitError 3 that says when the window is.
 */
export async function refuseExamWindow({ settings: { workload }, clients, outputs }: Run): Promise<void> {
  const evidence = evidenceOf(outputs);
  if (evidence === 'emulated' && !workload.preparations?.includes('scheduled-capacity')) return;
  const now = new Date();
  const until = new Date(now.getTime() + (totalSeconds(workload.phases(evidence)) + SECONDS_AROUND) * 1000);
  const changes = await readScheduledChanges(clients, outputs, { until, except: EXAM_ACTION });
  const current = windowAt(changes, now);
  const next = changes.find(({ at }) => at > now);
  if (!current && !next) return;
  throw new ExitError(
    'missingTool',
    (current
      ? `an exam window of the stage is open since ${current.at.toISOString()} (${current.action}, ${current.minTasks} tasks)`
      : `an exam window of the stage changes the fewest tasks at ${next?.at.toISOString()} (${next?.action})`) +
      `; run WORKLOAD=${workload.name} when there is none until ${minutes(now, until)} minutes later`,
  );
}

const minutes = (from: Date, until: Date) => Math.ceil((until.getTime() - from.getTime()) / 60_000);
