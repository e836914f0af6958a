import { judgeScaleIn, judgeScaleInErrors } from '../judgements/scale-in.ts';
import { assertion } from './assertion.ts';

describe('scaling in', () => {
  assertion('scale-in.tasks', async ({ scaling, record }) => judgeScaleIn(await scaling(), record.capacity));
  assertion('scale-in.errors', async ({ scaling, record }) =>
    judgeScaleInErrors(await scaling(), record.trace),
  );
});
