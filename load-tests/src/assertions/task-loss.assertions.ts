import { isKill, isStop, judgeKilledTasks, judgeStoppedTasks } from '../judgements/task-loss.ts';
import type { IncidentName } from '../k6/workloads/index.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { assertion } from './assertion.ts';
import type { FinishedRun } from './finished-run.ts';

describe('lost tasks', () => {
  assertion('task-loss.killed', (run) =>
    judgeKilledTasks(aftermathsOf(run.record, isKill), scheduled(run, 'task-kill')),
  );
  assertion('task-loss.stopped', (run) =>
    judgeStoppedTasks(aftermathsOf(run.record, isStop), scheduled(run, 'task-stop')),
  );
});

function scheduled({ workload, record }: FinishedRun, incident: IncidentName): number {
  const incidents = workload?.incidents?.(evidenceOf(record.outputs)) ?? [];
  return incidents.filter(({ name }) => name === incident).length;
}
