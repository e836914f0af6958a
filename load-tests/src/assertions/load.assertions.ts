import { judgeErrors, judgeGenerator, judgeSessions, judgeThresholds } from '../judgements/load.ts';
import { maxErrorRateOf, maxSessionsLostOf } from '../k6/workloads/index.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { assertion } from './assertion.ts';

describe('the load', () => {
  assertion('load.sessions', async ({ record, k6, workload }) =>
    judgeSessions(record, await k6(), maxSessionsLostOf(workload, evidenceOf(record.outputs))),
  );
  assertion('load.errors', async ({ k6, timeline, workload, record }) =>
    judgeErrors(await k6(), await timeline(), maxErrorRateOf(workload, evidenceOf(record.outputs))),
  );
  assertion('load.thresholds', async ({ k6 }) => judgeThresholds(await k6()));
  assertion('load.generator', ({ record }) => judgeGenerator(record.steady));
});
