import { DescribeReplicationGroupsCommand, type ReplicationGroup } from '@aws-sdk/client-elasticache';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';

/** Who is who in the deployed Redis. */
export interface RedisRoles {
  /** `available`, or what is being done to it. */
  readonly status: string;
  readonly nodeGroupId: string;
  /** A node's id. */
  readonly primary: string;
  readonly primaryZone: string;
}

/** @throws Error when there is no such group */
export async function readReplicationGroup(
  { elastiCache }: Pick<Clients, 'elastiCache'>,
  { replicationGroupId }: Pick<StageOutputs, 'replicationGroupId'>,
): Promise<ReplicationGroup> {
  const { ReplicationGroups: [group] = [] } = await elastiCache.send(
    new DescribeReplicationGroupsCommand({ ReplicationGroupId: replicationGroupId }),
  );
  if (!group) throw new Error(`there is no replication group ${replicationGroupId}`);
  return group;
}

export function rolesIn({ Status = '', NodeGroups: [nodeGroup] = [] }: ReplicationGroup): RedisRoles {
  const primary = nodeGroup?.NodeGroupMembers?.find(({ CurrentRole }) => CurrentRole === 'primary');
  return {
    status: Status,
    nodeGroupId: nodeGroup?.NodeGroupId ?? '',
    primary: primary?.CacheClusterId ?? 'none',
    primaryZone: primary?.PreferredAvailabilityZone ?? 'none',
  };
}
