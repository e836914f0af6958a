import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  EncryptionKey,
  identityPolicyDocument,
  servicePrincipalTrust,
  type DeploymentContext,
  type LogRetentionDays,
} from '@edutechbr/foundation';
import { Construct } from 'constructs';

export interface FlowLogsProps {
  readonly context: DeploymentContext;
  readonly vpcId: string;
  readonly retentionDays: LogRetentionDays;
}

/** Records who talked to whom in the VPC, in an encrypted log group. */
export class FlowLogs extends Construct {
  private readonly context: DeploymentContext;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    this.context = props.context;
    const logGroup = this.createLogGroup(props.retentionDays);
    const role = this.createRole();
    const policy = this.allowWriting(role, logGroup);
    new FlowLog(this, 'flow-log', {
      vpcId: props.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      dependsOn: [policy],
      tags: { Name: this.context.names.name('flow-log') },
    });
  }

  private createLogGroup(retentionInDays: LogRetentionDays): CloudwatchLogGroup {
    const name = this.context.names.name('log-group-flow-logs');
    const key = new EncryptionKey(this, 'key', {
      context: this.context,
      purpose: 'flow-logs',
      description: 'Encrypts the flow logs of the VPC',
    });
    key.allowLogGroups(name);
    return new CloudwatchLogGroup(this, 'log-group', { name, retentionInDays, kmsKeyId: key.arn });
  }

  private createRole(): IamRole {
    const { region, accountId, names, permissionsBoundaryArn: permissionsBoundary } = this.context;
    const name = names.name('iam-role-flow-logs');
    return new IamRole(this, 'role', {
      name,
      permissionsBoundary,
      assumeRolePolicy: servicePrincipalTrust(name, 'vpc-flow-logs.amazonaws.com', {
        ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
        StringEquals: { 'aws:SourceAccount': accountId },
      }),
    });
  }

  /** Without `logs:CreateLogGroup`, or late flow logs would make the group again after it was destroyed. */
  private allowWriting(role: IamRole, logGroup: CloudwatchLogGroup): IamRolePolicy {
    const name = this.context.names.name('iam-policy-flow-logs');
    return new IamRolePolicy(this, 'policy', {
      name,
      role: role.name,
      policy: identityPolicyDocument([
        {
          Sid: 'WriteFlowLogs',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: `${logGroup.arn}:*`,
        },
      ]),
    });
  }
}
