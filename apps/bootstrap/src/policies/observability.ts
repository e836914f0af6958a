import type { PolicyStatement } from '@edutechbr/foundation';
import { allow, type Scope } from './scope.ts';

/** Logs, access logs, alarms, dashboards and topics, as a plan and an inventory see them. */
export const readObservability = (scope: Scope): PolicyStatement[] => [
  allow('LogGroups', 'logs', ['DescribeLogGroups'], '*'),
  allow('LogGroupTags', 'logs', ['ListTagsForResource'], logGroups(scope)),
  allow(
    'TaskLogs',
    'logs',
    ['FilterLogEvents', 'GetLogEvents'],
    logGroups(scope).map((group) => `${group}:*`),
  ),
  allow('Metrics', 'cloudwatch', ['GetMetricData', 'ListDashboards'], '*'),
  allow('AlarmStates', 'cloudwatch', ['DescribeAlarms'], scope.arns('cloudwatch', 'alarm:*')),
  allow('AlarmTags', 'cloudwatch', ['ListTagsForResource'], scope.arns('cloudwatch', 'alarm:<alarm-*>')),
  allow('Dashboard', 'cloudwatch', ['GetDashboard'], dashboards(scope)),
  allow('Topics', 'sns', ['ListTopics'], '*'),
  allow('Topic', 'sns', ['GetTopicAttributes', 'ListTagsForResource'], topics(scope)),
  allow('Buckets', 's3', ['ListAllMyBuckets'], '*'),
  allow(
    'AccessLogBucket',
    's3',
    [
      ...[
        'GetAccelerateConfiguration',
        'GetBucketAcl',
        'GetBucketCORS',
        'GetBucketLocation',
        'GetBucketLogging',
      ],
      ...[
        'GetBucketObjectLockConfiguration',
        'GetBucketOwnershipControls',
        'GetBucketPolicy',
        'GetBucketPublicAccessBlock',
      ],
      ...['GetBucketRequestPayment', 'GetBucketTagging', 'GetBucketVersioning', 'GetBucketWebsite'],
      ...['GetEncryptionConfiguration', 'GetLifecycleConfiguration', 'GetReplicationConfiguration'],
      ...['ListBucket', 'ListTagsForResource'],
    ],
    accessLogBuckets(scope),
  ),
];

export const writeObservability = (scope: Scope): PolicyStatement[] => [
  allow(
    'LogGroups',
    'logs',
    [
      ...[
        'AssociateKmsKey',
        'CreateLogGroup',
        'DeleteLogGroup',
        'DeleteRetentionPolicy',
        'DisassociateKmsKey',
      ],
      ...['PutRetentionPolicy', 'TagResource', 'UntagResource'],
    ],
    logGroups(scope),
  ),
  allow(
    'Alarms',
    'cloudwatch',
    ['DeleteAlarms', 'PutMetricAlarm', 'TagResource', 'UntagResource'],
    scope.arns('cloudwatch', 'alarm:<alarm-*>'),
  ),
  // Application Auto Scaling makes the alarms of target tracking only for those who might themselves.
  allow(
    'TargetTrackingAlarms',
    'cloudwatch',
    ['DeleteAlarms', 'PutMetricAlarm'],
    scope.arns('cloudwatch', 'alarm:TargetTracking-service/<ecs-cluster>/*'),
  ),
  allow('Dashboards', 'cloudwatch', ['DeleteDashboards', 'PutDashboard'], dashboards(scope)),
  allow(
    'Topics',
    'sns',
    ['CreateTopic', 'DeleteTopic', 'SetTopicAttributes', 'TagResource', 'UntagResource'],
    topics(scope),
  ),
  allow(
    'AccessLogBucket',
    's3',
    [
      ...[
        'CreateBucket',
        'DeleteBucket',
        'DeleteBucketPolicy',
        'ListBucketVersions',
        'PutBucketOwnershipControls',
      ],
      ...['PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketTagging', 'PutEncryptionConfiguration'],
      ...['PutLifecycleConfiguration', 'TagResource', 'UntagResource'],
    ],
    accessLogBuckets(scope),
  ),
  allow(
    'EmptyAccessLogBucket',
    's3',
    ['DeleteObject', 'DeleteObjectVersion'],
    accessLogBuckets(scope).map((bucket) => `${bucket}/*`),
  ),
];

/** Those of the stacks, and the one that Container Insights makes. */
const logGroups = (scope: Scope) => [
  ...scope.arns('logs', 'log-group:<log-group-*>'),
  ...scope.arns('logs', 'log-group:/aws/ecs/containerinsights/<ecs-cluster>/performance'),
];
const dashboards = (scope: Scope) =>
  scope.filled(`arn:aws:cloudwatch::${scope.settings.accountId}:dashboard/<dashboard>`);
const topics = (scope: Scope) => scope.arns('sns', '<sns-topic-alarms-*>');

/** Where the load balancer writes its access logs. */
const accessLogBuckets = (scope: Scope) =>
  scope.filled(`arn:aws:s3:::<alb-logs-${scope.settings.accountId}>`);
