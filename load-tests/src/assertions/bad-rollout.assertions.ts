import { isBadRollout, judgeRollback, judgeRolloutRequests } from '../judgements/rollout.ts';
import { MAX_ERROR_RATE } from '../k6/workloads/index.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { assertion } from './assertion.ts';

describe('a bad revision', () => {
  assertion('bad-rollout.rolled-back', async ({ record, service }) =>
    judgeRollback(aftermathsOf(record, isBadRollout), (await service.describe()).taskDefinition ?? ''),
  );
  assertion('bad-rollout.requests', ({ record }) =>
    judgeRolloutRequests(aftermathsOf(record, isBadRollout), MAX_ERROR_RATE),
  );
});
