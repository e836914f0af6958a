import { isZoneLoss, judgeZoneErrors, judgeZoneRedis, judgeZoneTasks } from '../judgements/zone-loss.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { assertion } from './assertion.ts';

describe('a lost zone', () => {
  assertion('zone-loss.errors', async ({ record, timeline }) =>
    judgeZoneErrors(aftermathsOf(record, isZoneLoss), await timeline(), evidenceOf(record.outputs)),
  );
  assertion('zone-loss.tasks', ({ record }) =>
    judgeZoneTasks(aftermathsOf(record, isZoneLoss), record.events),
  );
  assertion('zone-loss.redis', ({ record }) => judgeZoneRedis(aftermathsOf(record, isZoneLoss)));
});
