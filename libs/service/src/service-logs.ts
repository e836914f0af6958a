import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  logRetentionDays,
  requireOneOf,
  type DeploymentContext,
  type EncryptionKey,
  type LogRetentionDays,
} from '@edutechbr/foundation';
import { Construct } from 'constructs';

export interface ServiceLogsProps {
  readonly context: DeploymentContext;
  readonly encryptionKey: EncryptionKey;
  readonly clusterName: string;
  readonly retentionDays: LogRetentionDays;
}

/** The encrypted log groups of the service. */
export class ServiceLogs extends Construct {
  /** What the tasks write. */
  readonly tasks: CloudwatchLogGroup;
  /** Container Insights would make this group itself, without encryption or retention, and leave it behind. */
  readonly containerInsights: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: ServiceLogsProps) {
    super(scope, id);
    const { context, encryptionKey, clusterName, retentionDays } = props;
    requireOneOf('logRetentionDays', retentionDays, logRetentionDays);

    const names = {
      tasks: context.names.name('log-group', 'lms'),
      containerInsights: `/aws/ecs/containerinsights/${clusterName}/performance`,
    };
    encryptionKey.allowLogGroups(names.tasks, names.containerInsights);
    const logGroup = { retentionInDays: retentionDays, kmsKeyId: encryptionKey.arn };
    this.tasks = new CloudwatchLogGroup(this, 'tasks', { name: names.tasks, ...logGroup });
    this.containerInsights = new CloudwatchLogGroup(this, 'container-insights', {
      name: names.containerInsights,
      ...logGroup,
    });
  }
}
