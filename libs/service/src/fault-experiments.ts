import { FisExperimentTemplate } from '@cdktf/provider-aws/lib/fis-experiment-template';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  identityPolicyDocument,
  servicePrincipalTrust,
  type DeploymentContext,
  type PolicyStatement,
} from '@edutechbr/foundation';
import type { Network } from '@edutechbr/network';
import { Construct } from 'constructs';
import type { SessionCacheEndpoint } from './backends.ts';

/** How long a zone stays away, in ISO 8601: as long as the load test counts errors after its loss. */
const zoneLossDuration = 'PT5M';

export interface FaultExperimentsProps {
  readonly context: DeploymentContext;
  readonly network: Network;
  readonly cache: Pick<SessionCacheEndpoint, 'replicationGroupId' | 'replicationGroupArn'>;
  readonly clusterName: string;
  readonly serviceName: string;
  /**
   * Alarms that keep an experiment from starting, and end one: at most five (AWS FIS user guide, "Quotas and limitations"). None that the loss
   * of a zone raises by itself.
   */
  readonly stopAlarmArns: readonly string[];
}

interface Target {
  readonly resourceType: string;
  readonly selectionMode?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly filter?: { readonly path: string; readonly values: string[] }[];
  readonly resourceTag?: { readonly key: string; readonly value: string }[];
}

interface Action {
  readonly actionId: string;
  /** What AWS FIS calls the target of this action. */
  readonly targets: string;
  readonly target: Target;
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Experiments of AWS Fault Injection Service (FIS) on the deployed LMS: a task is stopped, or a zone is lost with its tasks, its subnets and its
 * node of Redis. Whoever may start them breaks the service for five minutes (docs/decisions/service-fault-experiments.md).
 *
 * Action ids, targets, parameters and permissions: AWS FIS user guide, "AWS FIS Actions reference" and "Targets for AWS FIS".
 */
export class FaultExperiments extends Construct {
  /** Ids of the templates: `task`, and each zone by its name. */
  readonly templateIds: Readonly<Record<string, string>>;

  private readonly props: FaultExperimentsProps;

  constructor(scope: Construct, id: string, props: FaultExperimentsProps) {
    super(scope, id);
    this.props = props;
    const role = this.createRole();
    const { context, network } = props;
    this.templateIds = {
      task: this.createTemplate('task', role, 'One task of the LMS is stopped', {
        'stop-task': this.stopTasks({ selectionMode: 'COUNT(1)' }),
      }),
      ...Object.fromEntries(
        network.availabilityZones.map((zone) => [
          zone,
          this.createTemplate(
            `zone-${zone.slice(context.region.length)}`,
            role,
            `Zone ${zone} is lost for five minutes`,
            this.lossOf(zone),
          ),
        ]),
      ),
    };
  }

  private lossOf(zone: string): Readonly<Record<string, Action>> {
    const { network, cache } = this.props;
    return {
      'stop-tasks': this.stopTasks({ filter: [{ path: 'AvailabilityZone', values: [zone] }] }),
      'disrupt-subnets': {
        actionId: 'aws:network:disrupt-connectivity',
        parameters: { scope: 'all', duration: zoneLossDuration },
        targets: 'Subnets',
        target: {
          resourceType: 'aws:ec2:subnet',
          parameters: { availabilityZoneIdentifier: zone, vpc: network.vpcId },
        },
      },
      'interrupt-redis': {
        actionId: 'aws:elasticache:replicationgroup-interrupt-az-power',
        parameters: { duration: zoneLossDuration },
        targets: 'ReplicationGroups',
        target: {
          resourceType: 'aws:elasticache:replicationgroup',
          parameters: { availabilityZoneIdentifier: zone },
          resourceTag: [{ key: 'Name', value: cache.replicationGroupId }],
        },
      },
    };
  }

  private stopTasks(which: Pick<Target, 'selectionMode' | 'filter'>): Action {
    const { clusterName: cluster, serviceName: service } = this.props;
    return {
      actionId: 'aws:ecs:stop-task',
      targets: 'Tasks',
      target: { resourceType: 'aws:ecs:task', parameters: { cluster, service }, ...which },
    };
  }

  private createTemplate(
    name: string,
    role: { readonly arn: string; readonly policy: IamRolePolicy },
    description: string,
    actions: Readonly<Record<string, Action>>,
  ): string {
    const { context, stopAlarmArns } = this.props;
    const named = Object.entries(actions);
    return new FisExperimentTemplate(this, name, {
      description,
      roleArn: role.arn,
      action: named.map(([actionName, { actionId, targets, parameters }]) => ({
        name: actionName,
        actionId,
        parameter: parameters && Object.entries(parameters).map(([key, value]) => ({ key, value })),
        target: { key: targets, value: actionName },
      })),
      target: named.map(([targetName, { target }]) => ({
        name: targetName,
        selectionMode: 'ALL',
        ...target,
      })),
      stopCondition: stopAlarmArns.map((value) => ({ source: 'aws:cloudwatch:alarm', value })),
      // Where a zone has none of our tasks just now, the rest of it is lost all the same.
      experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: 'skip' },
      tags: { Name: context.names.name('experiment', name) },
      dependsOn: [role.policy],
    }).id;
  }

  private createRole(): { readonly arn: string; readonly policy: IamRolePolicy } {
    const { context } = this.props;
    const name = context.names.name('iam-role', 'experiments');
    const role = new IamRole(this, 'role', {
      name,
      description: 'Fault experiments on the LMS',
      permissionsBoundary: context.permissionsBoundaryArn,
      assumeRolePolicy: servicePrincipalTrust(name, 'fis.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': context.accountId },
        ArnLike: { 'aws:SourceArn': `arn:aws:fis:${context.region}:${context.accountId}:experiment/*` },
      }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: context.names.name('iam-policy', 'experiments'),
      role: role.id,
      policy: identityPolicyDocument([
        // These actions know no resource (service authorization references of tagging and of EC2).
        {
          Sid: 'FindTargets',
          Effect: 'Allow',
          Action: [
            'tag:GetResources',
            'ec2:DescribeSubnets',
            'ec2:DescribeVpcs',
            'ec2:DescribeNetworkAcls',
            'ec2:DescribeManagedPrefixLists',
          ],
          Resource: '*',
        },
        ...this.taskStatements(),
        ...this.subnetStatements(),
        ...this.redisStatements(),
      ]),
    });
    return { arn: role.arn, policy };
  }

  private taskStatements(): PolicyStatement[] {
    const { context, clusterName } = this.props;
    const inCluster = (type: string) =>
      `arn:aws:ecs:${context.region}:${context.accountId}:${type}/${clusterName}/*`;
    return [
      {
        Sid: 'StopTasks',
        Effect: 'Allow',
        Action: ['ecs:StopTask', 'ecs:DescribeTasks'],
        Resource: inCluster('task'),
      },
      {
        Sid: 'ListTasks',
        Effect: 'Allow',
        Action: 'ecs:ListTasks',
        Resource: inCluster('container-instance'),
      },
    ];
  }

  /** FIS puts a copy of a subnet's network ACL in its place, with the tag `managedByFIS` (AWS managed policy AWSFaultInjectionSimulatorNetworkAccess). */
  private subnetStatements(): PolicyStatement[] {
    const { context, network } = this.props;
    const ec2 = (resource: string) => `arn:aws:ec2:${context.region}:${context.accountId}:${resource}`;
    const acls = ec2('network-acl/*');
    const inVpc = { ArnEquals: { 'ec2:Vpc': network.vpcArn } };
    return [
      {
        Sid: 'CopyNetworkAcl',
        Effect: 'Allow',
        Action: 'ec2:CreateNetworkAcl',
        Resource: acls,
        Condition: { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } },
      },
      { Sid: 'CopyIntoVpc', Effect: 'Allow', Action: 'ec2:CreateNetworkAcl', Resource: network.vpcArn },
      {
        Sid: 'TagCopy',
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: acls,
        Condition: {
          StringEquals: { 'ec2:CreateAction': 'CreateNetworkAcl', 'aws:RequestTag/managedByFIS': 'true' },
        },
      },
      {
        Sid: 'ChangeCopy',
        Effect: 'Allow',
        Action: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
        Resource: acls,
        Condition: { StringEquals: { 'ec2:ResourceTag/managedByFIS': 'true' }, ...inVpc },
      },
      {
        Sid: 'PutCopyInPlace',
        Effect: 'Allow',
        Action: 'ec2:ReplaceNetworkAclAssociation',
        Resource: [acls, ec2('subnet/*')],
        Condition: inVpc,
      },
    ];
  }

  private redisStatements(): PolicyStatement[] {
    const { context, cache } = this.props;
    return [
      {
        Sid: 'InterruptRedis',
        Effect: 'Allow',
        Action: 'elasticache:InterruptClusterAzPower',
        Resource: cache.replicationGroupArn,
      },
      {
        Sid: 'FindRedis',
        Effect: 'Allow',
        Action: 'elasticache:DescribeReplicationGroups',
        Resource: `arn:aws:elasticache:${context.region}:${context.accountId}:replicationgroup:*`,
      },
    ];
  }
}
