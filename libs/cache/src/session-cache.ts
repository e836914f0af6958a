import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { EncryptionKey, requireBetween, requireMatch, type DeploymentContext } from '@edutechbr/foundation';
import { SecurityGroup, type Network } from '@edutechbr/network';
import { Construct } from 'constructs';
import { CacheAlarms } from './cache-alarms.ts';
import { RedisUsers } from './redis-users.ts';

export interface SessionCacheProps {
  readonly context: DeploymentContext;
  readonly network: Network;
  /** The security group of those who use the cache. */
  readonly clients: SecurityGroup;
  /** @default 'cache.t4g.small' (1.37 GiB: hundreds of times what 10,000 sessions take) */
  readonly nodeType?: string;
  /** Replicas of the primary, 1 to 5; they are spread over the network's zones. @default 2 */
  readonly replicas?: number;
  /** @default 6379 */
  readonly port?: number;
  /** Days that daily snapshots are kept, 1 to 35; they go with the replication group. @default 1 */
  readonly snapshotRetentionDays?: number;
  /** Start of the keys of sessions, which are all that the user may touch. @default 'session:' */
  readonly keyPrefix?: string;
}

type Settings = Required<SessionCacheProps>;

/** Redis for sessions: a primary with replicas in other zones, encrypted at rest and in transit, used through IAM. */
export class SessionCache extends Construct {
  readonly replicationGroupId: string;
  readonly replicationGroupArn: string;
  /** Follows the primary through a failover. */
  readonly primaryEndpointAddress: string;
  readonly port: number;
  /** Name, and id, of the user that signs in through IAM. */
  readonly userName: string;
  readonly userArn: string;
  /** Where the cache's alarms go. */
  readonly alarmTopicArn: string;

  /** @throws ConfigurationError when a prop breaks its rule. */
  constructor(scope: Construct, id: string, props: SessionCacheProps) {
    super(scope, id);
    const settings = withDefaults(props);
    validate(settings);

    const encryptionKey = this.createEncryptionKey(settings);
    const users = new RedisUsers(this, 'users', settings);
    const securityGroup = this.createSecurityGroup(settings);
    const group = this.createReplicationGroup(settings, encryptionKey, users, securityGroup);
    this.replicationGroupId = group.replicationGroupId;
    this.replicationGroupArn = group.arn;
    this.primaryEndpointAddress = group.primaryEndpointAddress;
    this.port = settings.port;
    this.userName = users.userName;
    this.userArn = users.userArn;
    this.alarmTopicArn = this.createAlarms(settings, encryptionKey).topicArn;
  }

  private createEncryptionKey({ context }: Settings): EncryptionKey {
    return new EncryptionKey(this, 'key', {
      context,
      purpose: 'redis',
      description: 'Encrypts sessions in Redis, their snapshots, and the alarms about them',
    });
  }

  private createSecurityGroup({ context, network, clients, port }: Settings): SecurityGroup {
    const group = new SecurityGroup(this, 'security-group', {
      context,
      network,
      name: 'redis',
      description: 'Redis for sessions',
    });
    group.allowFromSecurityGroup(clients, port, 'Redis over TLS');
    return group;
  }

  private createReplicationGroup(
    { context, network, ...settings }: Settings,
    encryptionKey: EncryptionKey,
    users: RedisUsers,
    securityGroup: SecurityGroup,
  ): ElasticacheReplicationGroup {
    const nodes = settings.replicas + 1;
    return new ElasticacheReplicationGroup(this, 'replication-group', {
      replicationGroupId: context.names.name('redis'),
      description: 'Sessions of the LMS',
      // Experiments find their targets by tags.
      tags: { Name: context.names.name('redis') },
      engine: 'redis',
      engineVersion: '7.1',
      nodeType: settings.nodeType,
      port: settings.port,
      parameterGroupName: this.createParameterGroup(context).name,

      numCacheClusters: nodes,
      preferredCacheClusterAzs: spread(network.availabilityZones, nodes),
      multiAzEnabled: true,
      automaticFailoverEnabled: true,

      subnetGroupName: this.createSubnetGroup(context, network).name,
      securityGroupIds: [securityGroup.securityGroupId],
      userGroupIds: [users.userGroupId],
      atRestEncryptionEnabled: 'true',
      kmsKeyId: encryptionKey.arn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',

      // 02:00 and 03:30 in São Paulo, when the fewest students are signed in.
      snapshotWindow: '05:00-06:00',
      maintenanceWindow: 'sun:06:30-sun:07:30',
      snapshotRetentionLimit: settings.snapshotRetentionDays,
      applyImmediately: true,
    });
  }

  private createSubnetGroup({ names }: DeploymentContext, network: Network): ElasticacheSubnetGroup {
    return new ElasticacheSubnetGroup(this, 'subnet-group', {
      name: names.name('redis-subnet-group'),
      description: 'Private subnets',
      subnetIds: [...network.privateSubnetIds],
    });
  }

  /**
   * A group of our own, so that a parameter can be changed while the cache runs. None is set: ElastiCache's defaults are what the
   * sessions want, and a value that equals its default would be planned again and again (docs/decisions/cache-eviction.md).
   */
  private createParameterGroup({ names }: DeploymentContext): ElasticacheParameterGroup {
    return new ElasticacheParameterGroup(this, 'parameter-group', {
      name: names.name('redis-parameter-group'),
      family: 'redis7',
      description: 'Sessions of the LMS',
    });
  }

  private createAlarms({ context }: Settings, encryptionKey: EncryptionKey): CacheAlarms {
    return new CacheAlarms(this, 'alarms', {
      context,
      encryptionKey,
      replicationGroupId: context.names.name('redis'),
    });
  }
}

function withDefaults({
  nodeType = 'cache.t4g.small',
  replicas = 2,
  port = 6379,
  snapshotRetentionDays = 1,
  keyPrefix = 'session:',
  ...required
}: SessionCacheProps): Settings {
  return { ...required, nodeType, replicas, port, snapshotRetentionDays, keyPrefix };
}

/** The limits are those of the ElastiCache API reference, CreateReplicationGroup; without a replica there is no failover. */
function validate({ nodeType, replicas, port, snapshotRetentionDays, keyPrefix }: Settings): void {
  requireMatch('nodeType', nodeType, /^cache\.\w+\.\w+$/, 'must be a node type such as cache.t4g.small');
  requireBetween('replicas', replicas, 1, 5);
  requireBetween('port', port, 1, 65535);
  requireBetween('snapshotRetentionDays', snapshotRetentionDays, 1, 35);
  requireMatch('keyPrefix', keyPrefix, /^[\w:-]+$/, 'must be letters, digits and any of _ : -');
}

/** A zone for each of `count` nodes, in turn. */
function spread(zones: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => zones[index % zones.length]).filter(
    (zone) => zone !== undefined,
  );
}
