import { isKill, judgeKilledTasks } from '../judgements/task-loss.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { assertion } from './assertion.ts';
import { timesScheduled } from './finished-run.ts';

describe('tasks that are killed', () => {
  assertion('task-loss.killed', (run) =>
    judgeKilledTasks(aftermathsOf(run.record, isKill), timesScheduled(run, 'task-kill')),
  );
});
