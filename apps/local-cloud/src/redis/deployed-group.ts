import {
  DescribeCacheClustersCommand,
  DescribeCacheParametersCommand,
  DescribeReplicationGroupsCommand,
  DescribeUserGroupsCommand,
  DescribeUsersCommand,
  type ElastiCacheClient,
  type NodeGroupMember,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';

export interface GroupStatus {
  readonly id: string;
  /** `creating`, `available`, `modifying` (a failover was asked for), `deleting` */
  readonly status: string;
}

/** A replication group as it was deployed. */
export interface DeployedGroup extends GroupStatus {
  readonly arn: string;
  readonly port: number;
  readonly nodeType: string;
  readonly maxmemoryPolicy: string;
  readonly members: readonly DeployedMember[];
  readonly users: readonly DeployedUser[];
}

export interface DeployedMember {
  readonly cacheClusterId: string;
  readonly cacheNodeId: string;
  readonly availabilityZone: string;
  readonly role: 'primary' | 'replica';
}

export interface DeployedUser {
  readonly name: string;
  readonly arn: string;
  /** Whether a client needs `elasticache:Connect` to sign in as this user. */
  readonly usesIam: boolean;
  /** Redis ACL rules, e.g. `on ~session:* +@all`. */
  readonly accessString: string;
}

/** Redis's port unless the deployment names another. */
const defaultPort = 6379;

/** ElastiCache's default of a parameter group. */
const defaultMaxmemoryPolicy = 'volatile-lru';

/** Reads what the deployment says of Redis. */
export class DeployedGroups {
  private readonly elastiCache: ElastiCacheClient;

  constructor(elastiCache: ElastiCacheClient) {
    this.elastiCache = elastiCache;
  }

  /** @returns the first replication group, undefined while none is deployed */
  async status(): Promise<GroupStatus | undefined> {
    const { ReplicationGroups = [] } = await this.elastiCache.send(new DescribeReplicationGroupsCommand({}));
    const [group] = ReplicationGroups;
    return group?.ReplicationGroupId
      ? { id: group.ReplicationGroupId, status: group.Status ?? 'available' }
      : undefined;
  }

  /** All that the deployment says of a group. */
  async read({ id, status }: GroupStatus): Promise<DeployedGroup> {
    const { ReplicationGroups = [] } = await this.elastiCache.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: id }),
    );
    const [group] = ReplicationGroups;
    if (!group) throw new Error(`replication group ${id} was deleted`);
    const [nodeGroup] = group.NodeGroups ?? [];
    return {
      id,
      status,
      arn: group.ARN ?? '',
      port: nodeGroup?.PrimaryEndpoint?.Port ?? defaultPort,
      nodeType: group.CacheNodeType ?? '',
      members: (nodeGroup?.NodeGroupMembers ?? []).map(member),
      maxmemoryPolicy: await this.maxmemoryPolicy(group),
      users: await this.users(group.UserGroupIds ?? []),
    };
  }

  /** The group's parameter group is named by its members only. */
  private async maxmemoryPolicy(group: ReplicationGroup): Promise<string> {
    const name = await this.parameterGroupName(group);
    if (!name) return defaultMaxmemoryPolicy;
    const { Parameters = [] } = await this.elastiCache.send(
      new DescribeCacheParametersCommand({ CacheParameterGroupName: name, Source: 'user' }),
    );
    const policy = Parameters.find(({ ParameterName }) => ParameterName === 'maxmemory-policy');
    return policy?.ParameterValue ?? defaultMaxmemoryPolicy;
  }

  private async parameterGroupName({ MemberClusters }: ReplicationGroup): Promise<string | undefined> {
    const [CacheClusterId] = MemberClusters ?? [];
    const { CacheClusters = [] } = await this.elastiCache.send(
      new DescribeCacheClustersCommand({ CacheClusterId }),
    );
    return CacheClusters[0]?.CacheParameterGroup?.CacheParameterGroupName;
  }

  private async users(userGroupIds: readonly string[]): Promise<DeployedUser[]> {
    const groups = await Promise.all(
      userGroupIds.map((UserGroupId) =>
        this.elastiCache.send(new DescribeUserGroupsCommand({ UserGroupId })),
      ),
    );
    const ids = groups.flatMap(({ UserGroups = [] }) => UserGroups).flatMap(({ UserIds = [] }) => UserIds);
    const answers = await Promise.all(
      ids.map((UserId) => this.elastiCache.send(new DescribeUsersCommand({ UserId }))),
    );
    return answers
      .flatMap(({ Users = [] }) => Users)
      .map(({ UserName = '', ARN = '', AccessString = 'off', Authentication }) => ({
        name: UserName,
        arn: ARN,
        usesIam: Authentication?.Type === 'iam',
        accessString: AccessString,
      }));
  }
}

function member(it: NodeGroupMember): DeployedMember {
  return {
    cacheClusterId: it.CacheClusterId ?? '',
    cacheNodeId: it.CacheNodeId ?? '0001',
    availabilityZone: it.PreferredAvailabilityZone ?? '',
    role: it.CurrentRole === 'primary' ? 'primary' : 'replica',
  };
}
