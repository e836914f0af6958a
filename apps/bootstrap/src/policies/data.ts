import type { PolicyStatement } from '@edutechbr/foundation';
import { allow, type Scope } from './scope.ts';

/** Redis, EFS and keys, as a plan and an inventory see them. */
export const readData = (scope: Scope): PolicyStatement[] => [
  allow(
    'Cache',
    'elasticache',
    [
      ...[
        'DescribeCacheClusters',
        'DescribeCacheParameterGroups',
        'DescribeCacheParameters',
        'DescribeCacheSubnetGroups',
      ],
      ...[
        'DescribeReplicationGroups',
        'DescribeSnapshots',
        'DescribeUserGroups',
        'DescribeUsers',
        'ListTagsForResource',
      ],
    ],
    scope.arns('elasticache', '*'),
  ),
  allow('NodeTypes', 'elasticache', ['DescribeReservedCacheNodesOfferings'], '*'),
  allow(
    'FileSystem',
    'elasticfilesystem',
    [
      ...['DescribeAccessPoints', 'DescribeBackupPolicy', 'DescribeFileSystemPolicy', 'DescribeFileSystems'],
      ...[
        'DescribeLifecycleConfiguration',
        'DescribeMountTargets',
        'DescribeMountTargetSecurityGroups',
        'ListTagsForResource',
      ],
    ],
    scope.arns('elasticfilesystem', '*'),
  ),
  allow('KeyAliases', 'kms', ['ListAliases'], '*'),
  allow(
    'Keys',
    'kms',
    ['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags'],
    scope.arns('kms', 'key/*'),
    scope.tagged,
  ),
];

export const writeData = (scope: Scope): PolicyStatement[] => {
  const { tagged, tagging } = scope;
  const { accountId, region } = scope.settings;
  const cacheParts = {
    replicationgroup: '<redis>',
    subnetgroup: '<redis-subnet-group>',
    parametergroup: '<redis-parameter-group>',
    usergroup: '<redis-users>',
  };
  const fileSystems = ['file-system', 'access-point'].flatMap((type) =>
    scope.arns('elasticfilesystem', `${type}/*`),
  );
  const keys = scope.arns('kms', 'key/*');
  return [
    allow(
      'Cache',
      'elasticache',
      [
        ...[
          'AddTagsToResource',
          'CreateCacheParameterGroup',
          'CreateCacheSubnetGroup',
          'CreateReplicationGroup',
        ],
        ...['CreateUser', 'CreateUserGroup', 'DecreaseReplicaCount', 'DeleteCacheParameterGroup'],
        ...[
          'DeleteCacheSubnetGroup',
          'DeleteReplicationGroup',
          'DeleteUser',
          'DeleteUserGroup',
          'IncreaseReplicaCount',
        ],
        ...['ModifyCacheParameterGroup', 'ModifyCacheSubnetGroup', 'ModifyReplicationGroup', 'ModifyUser'],
        ...['ModifyUserGroup', 'RemoveTagsFromResource', 'ResetCacheParameterGroup'],
      ],
      [
        ...Object.entries(cacheParts).flatMap(([type, name]) => scope.arns('elasticache', `${type}:${name}`)),
        ...['redis-user', 'redis-guest'].flatMap((user) => scope.arns('elasticache', `user:<${user}>`)),
        ...scope.arns('elasticache', 'cluster:<redis>-*'),
        // The parameter group that ElastiCache derives ours from.
        `arn:aws:elasticache:${region}:${accountId}:parametergroup:default.*`,
      ],
    ),
    allow('CreateFileSystem', 'elasticfilesystem', ['CreateFileSystem'], '*', tagging),
    allow(
      'CreateWithinFileSystem',
      'elasticfilesystem',
      ['CreateAccessPoint', 'CreateMountTarget'],
      scope.arns('elasticfilesystem', 'file-system/*'),
      tagged,
    ),
    allow('TagFileSystem', 'elasticfilesystem', ['TagResource'], fileSystems, {
      StringEquals: { 'elasticfilesystem:CreateAction': ['CreateFileSystem', 'CreateAccessPoint'] },
    }),
    allow(
      'ChangeFileSystem',
      'elasticfilesystem',
      [
        ...['DeleteAccessPoint', 'DeleteFileSystem', 'DeleteFileSystemPolicy', 'DeleteMountTarget'],
        ...[
          'ModifyMountTargetSecurityGroups',
          'PutBackupPolicy',
          'PutFileSystemPolicy',
          'PutLifecycleConfiguration',
        ],
        ...['TagResource', 'UntagResource', 'UpdateFileSystem'],
      ],
      fileSystems,
      tagged,
    ),
    allow('CreateKey', 'kms', ['CreateKey'], '*', tagging),
    // A new key has no tags yet, and one of somebody else's has others.
    allow('TagNewKey', 'kms', ['TagResource'], keys, {
      ...tagging,
      Null: { 'aws:ResourceTag/project': 'true' },
    }),
    allow(
      'ChangeKey',
      'kms',
      [
        ...[
          'CreateAlias',
          'DeleteAlias',
          'EnableKeyRotation',
          'PutKeyPolicy',
          'ScheduleKeyDeletion',
          'TagResource',
        ],
        ...['UntagResource', 'UpdateAlias', 'UpdateKeyDescription'],
      ],
      keys,
      tagged,
    ),
    allow(
      'Aliases',
      'kms',
      ['CreateAlias', 'DeleteAlias', 'UpdateAlias'],
      scope.arns('kms', 'alias/<kms-*>'),
    ),
    // ElastiCache and EFS use a key by grants of whoever creates what it encrypts.
    allow(
      'LetServicesUseKey',
      'kms',
      ['CreateGrant', 'Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext'],
      keys,
      {
        StringEquals: {
          ...tagged['StringEquals'],
          'kms:ViaService': ['elasticache', 'elasticfilesystem'].map(
            (service) => `${service}.${region}.amazonaws.com`,
          ),
        },
      },
    ),
  ];
};
