import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { context, resolve, resourcesOf, statementsOf } from '@edutechbr/foundation/testing';
import { createNetwork } from '@edutechbr/network/testing';
import { TerraformStack, Testing } from 'cdktf';
import { SessionCache, type SessionCacheProps } from './session-cache.ts';

/** The cache alone in its stack, as the app has it. */
function synth(props: Partial<SessionCacheProps> = {}): string {
  const { stack } = build(props);
  return Testing.synth(stack);
}

function build(props: Partial<SessionCacheProps> = {}) {
  const app = Testing.app();
  const network = createNetwork(app);
  const stack = new TerraformStack(app, 'cache');
  const clients = network.taskSecurityGroup;
  return { stack, cache: new SessionCache(stack, 'cache', { context, network, clients, ...props }) };
}

const alarmed = (synthesized: string, metric: string) =>
  resourcesOf(synthesized, CloudwatchMetricAlarm).filter(({ metric_name }) => metric_name === metric);

describe('SessionCache', () => {
  const synthesized = synth();

  it('is a primary with two replicas, one in each zone, that fail over by themselves', () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheReplicationGroup, {
      replication_group_id: 'redis-production-test',
      engine: 'redis',
      engine_version: '7.1',
      node_type: 'cache.t4g.small',
      port: 6379,
      num_cache_clusters: 3,
      preferred_cache_cluster_azs: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
      multi_az_enabled: true,
      automatic_failover_enabled: true,
    });
  });

  it('is encrypted at rest with its own rotated key, and in transit for every client', () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheReplicationGroup, {
      at_rest_encryption_enabled: 'true',
      kms_key_id: expect.stringContaining('aws_kms_key.cache_key'),
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
    });
    expect(synthesized).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true });
  });

  it('is changed by the deploy, not in a maintenance window days later', () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheReplicationGroup, {
      apply_immediately: true,
    });
  });

  it('goes with the stack: no final snapshot, and daily ones for a day', () => {
    const [group] = resourcesOf(synthesized, ElasticacheReplicationGroup);
    expect(group).not.toHaveProperty('final_snapshot_identifier');
    expect(group).toMatchObject({ snapshot_retention_limit: 1, snapshot_window: '05:00-06:00' });
  });

  it('lives in the private subnets', () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheSubnetGroup, {
      name: 'redis-subnet-group-production-test',
      subnet_ids: ['a', 'b', 'c'].map((letter) => expect.stringContaining(`private_subnet-${letter}`)),
    });
    expect(synthesized).toHaveResourceWithProperties(ElasticacheReplicationGroup, {
      subnet_group_name: expect.stringContaining('aws_elasticache_subnet_group.cache_subnet-group'),
    });
  });

  it('is reached by its clients only, on its port', () => {
    const way = { from_port: 6379, to_port: 6379, ip_protocol: 'tcp', description: 'Redis over TLS' };
    const redis = expect.stringContaining('aws_security_group.cache_security-group');
    const tasks = expect.stringContaining('security-group-tasks');
    expect(resourcesOf(synthesized, VpcSecurityGroupIngressRule)).toEqual([
      { ...way, security_group_id: redis, referenced_security_group_id: tasks },
    ]);
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toEqual([
      { ...way, security_group_id: tasks, referenced_security_group_id: redis },
    ]);
  });

  it("has parameters of its own, and none that repeats ElastiCache's default, which would be planned for ever", () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheParameterGroup, {
      name: 'redis-parameter-group-production-test',
      family: 'redis7',
    });
    expect(resourcesOf(synthesized, ElasticacheParameterGroup)[0]).not.toHaveProperty('parameter');
  });

  it('knows one user, by IAM, for session keys, and no password', () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheUser, {
      user_id: 'redis-user-production-test',
      user_name: 'redis-user-production-test',
      access_string: 'on ~session:* -@all +@read +@write +@connection -@dangerous',
      authentication_mode: { type: 'iam' },
    });
    expect(synthesized).toHaveResourceWithProperties(ElasticacheUser, {
      user_id: 'redis-guest-production-test',
      user_name: 'default',
      access_string: 'off ~* -@all',
    });
    for (const user of resourcesOf(synthesized, ElasticacheUser)) {
      expect(user).not.toHaveProperty('passwords');
    }
    const [group] = resourcesOf(synthesized, ElasticacheUserGroup);
    expect(group?.['user_ids']).toHaveLength(2);
    expect(synthesized).toHaveResourceWithProperties(ElasticacheReplicationGroup, {
      user_group_ids: [expect.stringContaining('aws_elasticache_user_group')],
    });
    expect(resourcesOf(synthesized, ElasticacheReplicationGroup)[0]).not.toHaveProperty('auth_token');
  });

  it.each([
    ['EngineCPUUtilization', 75],
    ['DatabaseMemoryUsagePercentage', 75],
    ['Evictions', 0],
    ['ReplicationLag', 10],
  ])('raises an alarm when the %s of any node that there may be is above %i', (metric, threshold) => {
    const alarms = alarmed(synthesized, metric);
    expect(alarms.map(({ dimensions }) => dimensions)).toEqual(
      ['001', '002', '003', '004', '005', '006'].map((node) => ({
        CacheClusterId: `redis-production-test-${node}`,
      })),
    );
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        namespace: 'AWS/ElastiCache',
        comparison_operator: 'GreaterThanThreshold',
        threshold,
        period: 60,
        treat_missing_data: 'notBreaching',
        alarm_name: expect.stringMatching(/^alarm-redis-.*-production-test$/),
        alarm_actions: [expect.stringContaining('aws_sns_topic')],
        ok_actions: [expect.stringContaining('aws_sns_topic')],
      });
    }
  });

  it('tells of alarms through an encrypted topic whose key admits them', () => {
    expect(synthesized).toHaveResourceWithProperties(SnsTopic, {
      kms_master_key_id: expect.stringContaining('aws_kms_key.cache_key'),
    });
    expect(statementsOf(synthesized, KmsKey)).toContainEqual(
      expect.objectContaining({ Principal: { Service: 'cloudwatch.amazonaws.com' } }),
    );
  });

  it('says how it is reached', () => {
    const { stack, cache } = build();
    expect(resolve(stack, outputsOf(cache))).toEqual({
      replicationGroupId: expect.stringContaining('replication_group_id'),
      replicationGroupArn: expect.stringContaining('arn'),
      primaryEndpointAddress: expect.stringContaining('primary_endpoint_address'),
      port: 6379,
      userName: expect.stringContaining('aws_elasticache_user.cache_users_user_'),
      userArn: expect.stringContaining('aws_elasticache_user.cache_users_user_'),
    });
  });
});

function outputsOf(cache: SessionCache) {
  const { replicationGroupId, replicationGroupArn, primaryEndpointAddress, port, userName, userArn } = cache;
  return { replicationGroupId, replicationGroupArn, primaryEndpointAddress, port, userName, userArn };
}

describe('SessionCache with all settings', () => {
  const synthesized = synth({
    nodeType: 'cache.r7g.large',
    replicas: 4,
    port: 6390,
    snapshotRetentionDays: 7,
    keyPrefix: 'lms:session:',
  });

  it('takes them', () => {
    expect(synthesized).toHaveResourceWithProperties(ElasticacheReplicationGroup, {
      node_type: 'cache.r7g.large',
      num_cache_clusters: 5,
      preferred_cache_cluster_azs: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c', 'sa-east-1a', 'sa-east-1b'],
      port: 6390,
      snapshot_retention_limit: 7,
    });
    expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
      from_port: 6390,
      to_port: 6390,
    });
    expect(synthesized).toHaveResourceWithProperties(ElasticacheUser, {
      access_string: 'on ~lms:session:* -@all +@read +@write +@connection -@dangerous',
    });
  });
});

describe('SessionCache at its bounds', () => {
  it.each<Partial<SessionCacheProps>>([
    { replicas: 1 },
    { replicas: 5 },
    { port: 1 },
    { port: 65535 },
    { snapshotRetentionDays: 1 },
    { snapshotRetentionDays: 35 },
  ])('accepts %j', (props) => {
    expect(() => build(props)).not.toThrow();
  });

  it.each<[Partial<SessionCacheProps>, string]>([
    [{ replicas: 0 }, 'replicas must be between 1 and 5, got 0'],
    [{ replicas: 6 }, 'replicas must be between 1 and 5, got 6'],
    [{ replicas: 1.5 }, 'replicas must be a whole number, got 1.5'],
    [{ port: 0 }, 'port must be between 1 and 65535, got 0'],
    [{ port: 65536 }, 'port must be between 1 and 65535, got 65536'],
    [{ snapshotRetentionDays: 0 }, 'snapshotRetentionDays must be between 1 and 35, got 0'],
    [{ snapshotRetentionDays: 36 }, 'snapshotRetentionDays must be between 1 and 35, got 36'],
    [{ nodeType: 't4g.small' }, 'nodeType must be a node type such as cache.t4g.small, got "t4g.small"'],
    [{ keyPrefix: '' }, 'keyPrefix must be letters, digits and any of _ : -, got ""'],
    [{ keyPrefix: 'a* +@all' }, 'keyPrefix must be letters, digits and any of _ : -, got "a* +@all"'],
  ])('refuses %j', (props, message) => {
    expect(() => build(props)).toThrow(message);
  });
});
