import {
  judgeFasterStore,
  judgeStoreCpu,
  judgeStoreSamples,
  judgeStoresKeepSessions,
} from '../judgements/session-stores.ts';
import { compareStores } from '../summary/session-stores.ts';
import { assertion } from './assertion.ts';

describe('sessions in Redis and in PostgreSQL', () => {
  assertion('session-stores.kept', async ({ k6, timeline }) =>
    judgeStoresKeepSessions(await k6(), await timeline()),
  );
  assertion('session-stores.samples', async ({ record, timeline }) =>
    judgeStoreSamples(compareStores(record, await timeline())),
  );
  assertion('session-stores.faster', async ({ record, timeline }) =>
    judgeFasterStore(compareStores(record, await timeline())),
  );
  assertion('session-stores.cpu', async ({ record, timeline }) =>
    judgeStoreCpu(
      compareStores(record, await timeline()),
      record.outputs.databaseInstanceIdentifier !== undefined,
    ),
  );
});
