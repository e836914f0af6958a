import { judgeCooldowns, judgeCpuScaling, judgeMemoryScaling, judgeScaleOut } from '../judgements/scaling.ts';
import { factsOf } from '../run/event-facts.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { assertion } from './assertion.ts';

describe('scaling', () => {
  assertion('scaling.out', async ({ record, scaling, scalingTimes, timeline, mustScale }) =>
    judgeScaleOut(await scalingTimes(), await scaling(), {
      mustScale,
      timeline: await timeline(),
      sessions: record.sessions,
      rolledOut: factsOf(record.events).rolledOut,
      evidence: evidenceOf(record.outputs),
    }),
  );
  assertion('scaling.cpu', async ({ scaling, timeline, mustScale }) =>
    judgeCpuScaling(await scaling(), await timeline(), mustScale),
  );
  assertion('scaling.memory', async ({ scaling, timeline }) =>
    judgeMemoryScaling(await scaling(), await timeline()),
  );
  assertion('scaling.cooldowns', async ({ scaling }) => judgeCooldowns(await scaling()));
});
