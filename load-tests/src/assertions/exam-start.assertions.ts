import { judgeCapacityAhead, judgeExamErrors, judgeTaskSeconds } from '../judgements/exam-start.ts';
import { readExamTasks } from '../stage/scalable-target.ts';
import { assertion } from './assertion.ts';

describe('an exam with scheduled capacity', () => {
  assertion('exam-start.errors', async ({ examStart }) => judgeExamErrors(await examStart()));
  assertion('exam-start.capacity', async ({ clients, record, examStart, scaling }) => {
    const { minTasks } = await scaling();
    const examTasks = await readExamTasks(clients, record.outputs, minTasks);
    return judgeCapacityAhead(await examStart(), { minTasks, examTasks });
  });
  assertion('exam-start.cost', async ({ examStart, isWhole }) =>
    judgeTaskSeconds(await examStart(), isWhole),
  );
});
