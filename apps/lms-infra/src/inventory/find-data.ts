import { EFSClient, paginateDescribeFileSystems } from '@aws-sdk/client-efs';
import {
  ElastiCacheClient,
  paginateDescribeCacheParameterGroups,
  paginateDescribeCacheSubnetGroups,
  paginateDescribeReplicationGroups,
  paginateDescribeSnapshots,
  paginateDescribeUserGroups,
  paginateDescribeUsers,
} from '@aws-sdk/client-elasticache';
import { KMSClient, paginateListAliases } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { collect } from './collect.ts';
import type { FindResources } from './inventory.ts';
import { tagsByKey } from './tags.ts';

/** Redis and its users and groups, file systems, buckets and the names of keys. */
export const findData: FindResources = async (settings) => {
  const cache = { client: new ElastiCacheClient(settings) };
  const found = await Promise.all([
    collect('replication group', paginateDescribeReplicationGroups(cache, {}), ({ ReplicationGroups }) =>
      ReplicationGroups?.map(({ ReplicationGroupId }) => ReplicationGroupId),
    ),
    collect('cache user', paginateDescribeUsers(cache, {}), ({ Users }) =>
      Users?.map(({ UserId }) => UserId),
    ),
    collect('cache user group', paginateDescribeUserGroups(cache, {}), ({ UserGroups }) =>
      UserGroups?.map(({ UserGroupId }) => UserGroupId),
    ),
    collect('cache subnet group', paginateDescribeCacheSubnetGroups(cache, {}), ({ CacheSubnetGroups }) =>
      CacheSubnetGroups?.map(({ CacheSubnetGroupName }) => CacheSubnetGroupName),
    ),
    collect(
      'cache parameter group',
      paginateDescribeCacheParameterGroups(cache, {}),
      ({ CacheParameterGroups }) =>
        CacheParameterGroups?.map(({ CacheParameterGroupName }) => CacheParameterGroupName),
    ),
    collect('cache snapshot', paginateDescribeSnapshots(cache, {}), ({ Snapshots }) =>
      Snapshots?.map(({ ReplicationGroupId }) => ReplicationGroupId),
    ),
    collect(
      'file system',
      paginateDescribeFileSystems({ client: new EFSClient(settings) }, {}),
      ({ FileSystems }) =>
        FileSystems?.map(({ CreationToken = '', Name, Tags }) => ({
          name: Name ?? CreationToken,
          tags: tagsByKey(Tags),
        })),
    ),
    collect('key alias', paginateListAliases({ client: new KMSClient(settings) }, {}), ({ Aliases }) =>
      Aliases?.map(({ AliasName }) => AliasName),
    ),
    findBuckets(settings),
  ]);
  return found.flat();
};

const findBuckets: FindResources = async (settings) => {
  const { Buckets = [] } = await new S3Client(settings).send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = '' }) => ({ type: 'bucket', name: Name }));
};
