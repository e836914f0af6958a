import { judgeAnswers, judgeDurableSignIns, judgePromotions, judgeRecovery } from '../judgements/failover.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { failoversOf } from '../summary/failovers.ts';
import { assertion } from './assertion.ts';
import { timesScheduled } from './finished-run.ts';

describe('the failover of Redis', () => {
  assertion('failover.promoted', (run) =>
    judgePromotions(run.record.events, timesScheduled(run, 'redis-failover')),
  );
  assertion('failover.recovery', ({ record }) =>
    judgeRecovery(failoversOf(record), evidenceOf(record.outputs)),
  );
  assertion('failover.answers', async ({ k6, record }) =>
    judgeAnswers(await k6(), evidenceOf(record.outputs)),
  );
  assertion('failover.durable', async ({ k6 }) => judgeDurableSignIns(await k6()));
});
