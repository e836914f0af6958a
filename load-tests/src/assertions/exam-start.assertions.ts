import { judgeCapacityAhead, judgeExamErrors, judgeTaskSeconds } from '../judgements/exam-start.ts';
import { assertion } from './assertion.ts';

describe('an exam with scheduled capacity', () => {
  assertion('exam-start.errors', async ({ examStart }) => judgeExamErrors(await examStart()));
  assertion('exam-start.capacity', async ({ examStart, scaling }) =>
    judgeCapacityAhead(await examStart(), (await scaling()).minTasks),
  );
  assertion('exam-start.cost', async ({ examStart, isWhole }) =>
    judgeTaskSeconds(await examStart(), isWhole),
  );
});
