import { isRollout, judgeRolloutRequests, judgeRollouts } from '../judgements/rollout.ts';
import { aftermathsOf } from '../summary/aftermath.ts';
import { assertion } from './assertion.ts';

describe('a new revision', () => {
  assertion('rollout.completed', ({ record }) => judgeRollouts(aftermathsOf(record, isRollout)));
  assertion('rollout.requests', ({ record }) => judgeRolloutRequests(aftermathsOf(record, isRollout), 0));
});
