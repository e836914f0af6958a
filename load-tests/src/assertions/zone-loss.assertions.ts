import { isZoneLoss, judgeZoneErrors, judgeZoneRedis, judgeZoneTasks } from '../judgements/zone-loss.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { assertion } from './assertion.ts';

describe('a lost zone', () => {
  assertion('zone-loss.errors', async ({ record, timeline }) =>
    judgeZoneErrors(aftermathsOf(record, isZoneLoss), await timeline()),
  );
  assertion('zone-loss.tasks', ({ record }) => judgeZoneTasks(aftermathsOf(record, isZoneLoss)));
  assertion('zone-loss.redis', ({ record }) => judgeZoneRedis(aftermathsOf(record, isZoneLoss)));
});
