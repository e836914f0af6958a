import { judgeCpuScaling, judgeMemoryScaling, judgeScaleOut } from '../judgements/scaling.ts';
import { assertion } from './assertion.ts';

describe('scaling', () => {
  assertion('scaling.out', async ({ scaling, scalingTimes }) =>
    judgeScaleOut(await scalingTimes(), await scaling()),
  );
  assertion('scaling.cpu', async ({ scaling, timeline }) =>
    judgeCpuScaling(await scaling(), await timeline()),
  );
  assertion('scaling.memory', async ({ scaling, timeline }) =>
    judgeMemoryScaling(await scaling(), await timeline()),
  );
});
