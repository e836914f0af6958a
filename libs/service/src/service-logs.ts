import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  EncryptionKey,
  logRetentionDays,
  requireOneOf,
  type DeploymentContext,
  type LogRetentionDays,
} from '@edutechbr/foundation';
import { Construct } from 'constructs';

export interface ServiceLogsProps {
  readonly context: DeploymentContext;
  readonly clusterName: string;
  readonly retentionDays: LogRetentionDays;
}

/** The log groups of the service under a key of their own, which admits CloudWatch Logs for these groups only. */
export class ServiceLogs extends Construct {
  /** What the tasks write. */
  readonly tasks: CloudwatchLogGroup;
  /** Container Insights would make this group itself, without encryption or retention, and leave it behind. */
  readonly containerInsights: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { context, clusterName, retentionDays }: ServiceLogsProps) {
    super(scope, id);
    requireOneOf('logRetentionDays', retentionDays, logRetentionDays);

    const names = {
      tasks: context.names.name('log-group', 'lms'),
      containerInsights: `/aws/ecs/containerinsights/${clusterName}/performance`,
    };
    const key = new EncryptionKey(this, 'key', {
      context,
      purpose: 'service-logs',
      description: 'Encrypts the logs of the tasks and of Container Insights',
    });
    key.allowLogGroups(names.tasks, names.containerInsights);
    const logGroup = { retentionInDays: retentionDays, kmsKeyId: key.arn };
    this.tasks = new CloudwatchLogGroup(this, 'tasks', { name: names.tasks, ...logGroup });
    this.containerInsights = new CloudwatchLogGroup(this, 'container-insights', {
      name: names.containerInsights,
      ...logGroup,
    });
  }
}
