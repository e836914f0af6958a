import { TestFailoverCommand } from '@aws-sdk/client-elasticache';
import { setTimeout as sleep } from 'node:timers/promises';
import { readReplicationGroup, rolesIn } from '../stage/replication-group.ts';
import type { IncidentContext } from './incident.ts';

/** Nobody can choose the moment at which a node dies. */
const RANDOM_SECONDS = 20;

const MS_BETWEEN_LOOKS = 500;

/** Lets the primary of Redis fail, and follows until a replica is the primary and all nodes are in sync again. */
export async function redisFailover({ clients, outputs, tell, signal }: IncidentContext): Promise<void> {
  await sleep(Math.random() * RANDOM_SECONDS * 1000, undefined, { signal });
  const describe = async () => rolesIn(await readReplicationGroup(clients, outputs));
  const before = await describe();
  tell('fault', `Redis loses its primary ${before.primary}`);
  await clients.elastiCache.send(
    new TestFailoverCommand({
      ReplicationGroupId: outputs.replicationGroupId,
      NodeGroupId: before.nodeGroupId,
    }),
  );
  let promoted = false;
  for (;;) {
    await sleep(MS_BETWEEN_LOOKS, undefined, { signal });
    const now = await describe();
    if (!promoted && now.primary !== before.primary) {
      promoted = true;
      tell('recovery', `${now.primary} is the primary of Redis`);
    }
    if (promoted && now.status === 'available') return tell('recovery', 'Redis is whole again');
  }
}
