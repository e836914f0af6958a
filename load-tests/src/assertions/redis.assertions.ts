import { DescribeReplicationGroupsCommand } from '@aws-sdk/client-elasticache';
import { judgeRedisEncryption, judgeRedisHits, judgeRedisSessions } from '../judgements/redis.ts';
import { assertion } from './assertion.ts';

describe('Redis', () => {
  assertion('redis.sessions', async ({ record, timeline }) =>
    judgeRedisSessions(await timeline(), record.peakSessions),
  );
  assertion('redis.hits', async ({ timeline }) => judgeRedisHits(await timeline()));
  assertion('redis.encryption', async ({ clients, record }) => {
    const { ReplicationGroups = [] } = await clients.elastiCache.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: record.outputs.replicationGroupId }),
    );
    return judgeRedisEncryption(ReplicationGroups[0]);
  });
});
