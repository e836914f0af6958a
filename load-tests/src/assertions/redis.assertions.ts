import {
  judgeRedisEncryption,
  judgeRedisHits,
  judgeRedisReplicas,
  judgeRedisSessions,
} from '../judgements/redis.ts';
import { readTimeline } from '../metrics/timeline.ts';
import { minuteBefore } from '../run/window.ts';
import { readReplicationGroup } from '../stage/replication-group.ts';
import { assertion } from './assertion.ts';

describe('Redis', () => {
  assertion('redis.sessions', async ({ clients, record, timeline, window }) => {
    const before = await readTimeline(clients, record.outputs, minuteBefore(window), ['redisItems']);
    return judgeRedisSessions(await timeline(), before.redisItems, record.peakSessions);
  });
  assertion('redis.hits', async ({ timeline }) => judgeRedisHits(await timeline()));
  assertion('redis.encryption', async ({ clients, record }) =>
    judgeRedisEncryption(await readReplicationGroup(clients, record.outputs)),
  );
  assertion('redis.replicas', async ({ clients, record }) =>
    judgeRedisReplicas(await readReplicationGroup(clients, record.outputs)),
  );
});
