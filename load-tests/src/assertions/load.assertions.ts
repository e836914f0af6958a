import { judgeErrors, judgeGenerator, judgeSessions, judgeThresholds } from '../judgements/load.ts';
import { assertion } from './assertion.ts';

describe('the load', () => {
  assertion('load.sessions', async ({ record, k6 }) => judgeSessions(record, await k6()));
  assertion('load.errors', async ({ k6, timeline, workload }) =>
    judgeErrors(await k6(), await timeline(), workload?.maxErrorRate),
  );
  assertion('load.thresholds', async ({ k6 }) => judgeThresholds(await k6()));
  assertion('load.generator', ({ record }) => judgeGenerator(record.steady));
});
