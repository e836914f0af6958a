import { judgeUnprepared } from '../judgements/exam-start.ts';
import { assertion } from './assertion.ts';

describe('an exam that nobody announced', () => {
  assertion('exam-start-unprepared.baseline', async ({ examStart, scaling }) =>
    judgeUnprepared(await examStart(), (await scaling()).minTasks),
  );
});
