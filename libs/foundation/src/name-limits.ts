/** What AWS takes as a name. */
export interface NameLimit {
  readonly maxLength: number;
  readonly pattern: RegExp;
  /** AWS's document that says so. */
  readonly source: string;
}

const tag: NameLimit = {
  maxLength: 256,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  source: 'EC2 user guide, "Tag your Amazon EC2 resources", of the tag Name',
};

const upTo255 = /^[\w-]{1,255}$/;
const elastiCacheId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const elastiCache = 'ElastiCache API reference';
const elb = 'Elastic Load Balancing API reference';
const ecs = 'ECS API reference';

/** Limits of the names that we give, by the provider's type of resource. */
export const nameLimits = {
  aws_appautoscaling_policy: {
    maxLength: 256,
    pattern: /^[\x20-\x7e]+$/,
    source: 'Application Auto Scaling API reference, PutScalingPolicy',
  },
  aws_appautoscaling_scheduled_action: {
    maxLength: 256,
    pattern: /^[^\p{Cc}:/| ]+$/u,
    source: 'Application Auto Scaling API reference, PutScheduledAction',
  },
  aws_cloudwatch_dashboard: {
    maxLength: 255,
    pattern: upTo255,
    source: 'CloudWatch API reference, PutDashboard',
  },
  aws_cloudwatch_log_group: {
    maxLength: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    source: 'CloudWatch Logs API reference, CreateLogGroup',
  },
  aws_cloudwatch_metric_alarm: {
    maxLength: 255,
    pattern: /^\P{Cc}+$/u,
    source: 'CloudWatch API reference, PutMetricAlarm',
  },
  aws_default_security_group: tag,
  aws_ecs_cluster: { maxLength: 255, pattern: upTo255, source: `${ecs}, CreateCluster` },
  aws_ecs_service: { maxLength: 255, pattern: upTo255, source: `${ecs}, CreateService` },
  aws_ecs_task_definition: { maxLength: 255, pattern: upTo255, source: `${ecs}, RegisterTaskDefinition` },
  aws_efs_access_point: tag,
  aws_efs_file_system: {
    maxLength: 64,
    pattern: /^[\x20-\x7e]+$/,
    source: 'EFS API reference, CreateFileSystem (CreationToken)',
  },
  aws_eip: tag,
  aws_elasticache_parameter_group: {
    maxLength: 255,
    pattern: elastiCacheId,
    source: 'ElastiCache user guide, "Creating an ElastiCache parameter group"',
  },
  aws_elasticache_replication_group: {
    maxLength: 40,
    pattern: elastiCacheId,
    source: `${elastiCache}, CreateReplicationGroup`,
  },
  aws_elasticache_subnet_group: {
    maxLength: 255,
    pattern: elastiCacheId,
    source: `${elastiCache}, CreateCacheSubnetGroup`,
  },
  aws_elasticache_user: {
    maxLength: 40,
    pattern: elastiCacheId,
    source: `the service's answer, as for user groups; ${elastiCache}, CreateUser, has the characters only`,
  },
  aws_elasticache_user_group: {
    maxLength: 40,
    pattern: elastiCacheId,
    source: "the service's answer, quoted in aws/aws-cdk pull request 36459",
  },
  aws_fis_experiment_template: tag,
  aws_flow_log: tag,
  aws_iam_role: { maxLength: 64, pattern: /^[\w+=,.@-]+$/, source: 'IAM API reference, CreateRole' },
  aws_iam_role_policy: {
    maxLength: 128,
    pattern: /^[\w+=,.@-]+$/,
    source: 'IAM API reference, PutRolePolicy',
  },
  aws_internet_gateway: tag,
  aws_kms_alias: {
    maxLength: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    source: 'KMS API reference, CreateAlias',
  },
  aws_lb: {
    maxLength: 32,
    pattern: /^(?!-|internal-)[A-Za-z0-9-]+(?<!-)$/,
    source: `${elb}, CreateLoadBalancer`,
  },
  aws_lb_target_group: {
    maxLength: 32,
    pattern: /^(?!-)[A-Za-z0-9-]+(?<!-)$/,
    source: `${elb}, CreateTargetGroup`,
  },
  aws_nat_gateway: tag,
  aws_route_table: tag,
  aws_s3_bucket: {
    maxLength: 63,
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]+[a-z0-9](?<!-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/,
    source: 'S3 user guide, "General purpose bucket naming rules"',
  },
  aws_security_group: {
    maxLength: 255,
    pattern: /^(?!sg-)[\w .\-:/()#,@[\]+=&;{}!$*]+$/,
    source: 'EC2 API reference, CreateSecurityGroup',
  },
  aws_sns_topic: { maxLength: 256, pattern: /^[\w-]+$/, source: 'SNS API reference, CreateTopic' },
  aws_subnet: tag,
  aws_vpc: tag,
  aws_vpc_endpoint: tag,
  aws_vpc_peering_connection: tag,
} as const satisfies Readonly<Record<string, NameLimit>>;
