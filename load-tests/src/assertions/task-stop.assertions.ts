import { isStop, judgeStoppedTasks } from '../judgements/task-loss.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { assertion } from './assertion.ts';
import { timesScheduled } from './finished-run.ts';

describe('tasks that are stopped', () => {
  assertion('task-stop.stopped', (run) =>
    judgeStoppedTasks(aftermathsOf(run.record, isStop), timesScheduled(run, 'task-stop')),
  );
});
