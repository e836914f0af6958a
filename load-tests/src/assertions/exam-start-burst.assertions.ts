import { judgeBurst } from '../judgements/exam-start.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { assertion } from './assertion.ts';

describe('an exam that nobody announced, with a burst policy', () => {
  assertion('exam-start-burst.healthy', async ({ examStart, scaling, record, isWhole }) =>
    judgeBurst(await examStart(), {
      minTasks: (await scaling()).minTasks,
      evidence: evidenceOf(record.outputs),
      mustBurst: isWhole,
    }),
  );
});
