import {
  DescribeCacheClustersCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  type CacheCluster,
  type CacheSubnetGroup,
  type NodeGroup,
} from '@aws-sdk/client-elasticache';
import { awsClientSettings } from '../aws-clients.ts';
import type { NetworkInterface, Server } from './model.ts';

const elastiCache = new ElastiCacheClient(awsClientSettings);

/** All nodes of Redis at their addresses; an endpoint of the group is guarded as the node that it leads to. */
export async function readCacheNodes(): Promise<Server[]> {
  const [{ CacheClusters = [] }, { CacheSubnetGroups = [] }, { ReplicationGroups = [] }] = await Promise.all([
    elastiCache.send(new DescribeCacheClustersCommand()),
    elastiCache.send(new DescribeCacheSubnetGroupsCommand()),
    elastiCache.send(new DescribeReplicationGroupsCommand()),
  ]);
  const interfaces = new Map(
    CacheClusters.map((cluster) => [
      cluster.CacheClusterId,
      interfaceOf(
        cluster,
        CacheSubnetGroups.find((each) => each.CacheSubnetGroupName === cluster.CacheSubnetGroupName),
      ),
    ]),
  );
  return ReplicationGroups.flatMap(({ NodeGroups = [] }) => NodeGroups).flatMap((group) =>
    endpointsOf(group).flatMap(({ Address: address, Port: port, clusterId }) => {
      const at = interfaces.get(clusterId);
      return at && address && port ? { ...at, name: 'Redis', address, port } : [];
    }),
  );
}

function interfaceOf(
  { SecurityGroups = [], PreferredAvailabilityZone }: CacheCluster,
  { Subnets = [] }: CacheSubnetGroup = {},
): NetworkInterface {
  const subnet = Subnets.find(
    ({ SubnetAvailabilityZone }) => SubnetAvailabilityZone?.Name === PreferredAvailabilityZone,
  );
  return {
    subnetId: subnet?.SubnetIdentifier ?? '',
    securityGroupIds: SecurityGroups.flatMap(({ SecurityGroupId }) => SecurityGroupId ?? []),
  };
}

function endpointsOf({ PrimaryEndpoint, ReaderEndpoint, NodeGroupMembers = [] }: NodeGroup) {
  const primary = NodeGroupMembers.find(({ CurrentRole }) => CurrentRole === 'primary');
  const replica = NodeGroupMembers.find(({ CurrentRole }) => CurrentRole !== 'primary');
  return [
    ...NodeGroupMembers.map(({ ReadEndpoint, CacheClusterId }) => ({
      ...ReadEndpoint,
      clusterId: CacheClusterId,
    })),
    { ...PrimaryEndpoint, clusterId: primary?.CacheClusterId },
    { ...ReaderEndpoint, clusterId: (replica ?? primary)?.CacheClusterId },
  ];
}
