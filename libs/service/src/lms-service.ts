import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import {
  AlarmTopic,
  EncryptionKey,
  type DeploymentContext,
  type LogRetentionDays,
} from '@edutechbr/foundation';
import type { Network } from '@edutechbr/network';
import { Construct } from 'constructs';
import { ServiceAlarms } from './alarms.ts';
import type {
  CourseContentMount,
  ExistingDatabase,
  ExistingLaunchKey,
  SessionCacheEndpoint,
  SessionStores,
} from './backends.ts';
import { containerName, containerPort } from './container.ts';
import { Dashboard } from './dashboard.ts';
import type { ExamWindow } from './exam-window.ts';
import { validateDatabase } from './existing-database.ts';
import { FaultExperiments } from './fault-experiments.ts';
import type { CpuArchitecture, FargateSize } from './fargate-size.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { serviceMetrics } from './metrics.ts';
import { ServiceScaling, validateScaling, type ScalingSettings } from './scaling.ts';
import { ServiceLogs } from './service-logs.ts';
import { TaskAccess } from './task-access.ts';
import { TaskDefinition } from './task-definition.ts';

export interface LmsServiceProps extends FargateSize {
  readonly context: DeploymentContext;
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly cache: SessionCacheEndpoint;
  readonly content: CourseContentMount;
  readonly database: ExistingDatabase;
  readonly launchKey: ExistingLaunchKey;
  /** An image in ECR of the deployment's region, named by digest: `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:…`. */
  readonly image: string;
  readonly cpuArchitecture: CpuArchitecture;
  readonly scaling: ScalingSettings;
  /**
   * Where the LMS may keep sessions. More than Redis is for a comparison of the stores.
   *
   * @default ['redis']
   */
  readonly sessionStores?: SessionStores;
  /**
   * Hours before which the number of tasks is raised.
   *
   * @default - none
   */
  readonly examWindows?: readonly ExamWindow[];
  /**
   * Days after which logs are deleted; one of the retentions that CloudWatch Logs knows.
   *
   * @default 90
   */
  readonly logRetentionDays?: LogRetentionDays;
  /**
   * Seconds between SIGTERM and SIGKILL, 2 to 120. The LMS finishes its requests in them.
   *
   * @default 60
   */
  readonly stopTimeoutSeconds?: number;
  /**
   * Whether there are experiments that stop a task and take a zone away (`FaultExperiments`), for whoever may start them.
   *
   * @default false
   */
  readonly faultExperiments?: boolean;
}

/**
 * The LMS as a service on Fargate: its cluster, tasks, scaling, logs, alarms and dashboard.
 *
 * Cache, course content and load balancer are meant to live in other stacks, so that their mount targets, users and
 * rules are complete before the first task starts and are there until the last has stopped.
 */
export class LmsService extends Construct {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly logGroupName: string;
  readonly alarmTopicArn: string;
  /** Ids of the experiments' templates: `task`, and each zone by its name. @default - the service has none */
  readonly experimentTemplateIds?: Readonly<Record<string, string>>;

  private readonly props: LmsServiceProps;

  /** @throws ConfigurationError when a prop breaks its rule. */
  constructor(scope: Construct, id: string, props: LmsServiceProps) {
    super(scope, id);
    const { context, scaling, examWindows = [], logRetentionDays = 90 } = props;
    validateScaling(scaling, examWindows);
    validateDatabase(props.database);

    this.props = props;
    this.clusterName = context.names.name('ecs-cluster');
    this.serviceName = context.names.name('ecs-service');
    const encryptionKey = this.createEncryptionKey();
    const logs = this.createLogs(encryptionKey, logRetentionDays);
    const alarmTopic = new AlarmTopic(this, 'alarm-topic', { context, purpose: 'service', encryptionKey });
    this.logGroupName = logs.tasks.name;
    this.alarmTopicArn = alarmTopic.arn;

    const metrics = serviceMetrics({
      clusterName: this.clusterName,
      serviceName: this.serviceName,
      loadBalancerFullName: props.loadBalancer.loadBalancerFullName,
      targetGroupFullName: props.loadBalancer.targetGroupFullName,
    });
    const alarms = new ServiceAlarms(this, 'alarms', {
      context,
      metrics,
      topicArn: alarmTopic.arn,
      ...scaling,
    });
    const service = this.createService(this.createCluster(logs), this.createTaskDefinition(logs), alarms);
    new ServiceScaling(this, 'scaling', {
      ...scaling,
      context,
      examWindows,
      metrics,
      topicArn: alarmTopic.arn,
      clusterName: this.clusterName,
      serviceName: service.name,
    });
    if (props.faultExperiments) this.experimentTemplateIds = this.createFaultExperiments(alarms);
    new Dashboard(this, 'dashboard', {
      context,
      metrics,
      scaling,
      replicationGroupId: props.cache.replicationGroupId,
      fileSystemId: props.content.fileSystemId,
    });
  }

  private createEncryptionKey(): EncryptionKey {
    return new EncryptionKey(this, 'key', {
      context: this.props.context,
      purpose: 'service',
      description: 'Encrypts the logs of the service and the alarms about it',
    });
  }

  private createLogs(encryptionKey: EncryptionKey, retentionDays: LogRetentionDays): ServiceLogs {
    const { context } = this.props;
    return new ServiceLogs(this, 'logs', {
      context,
      encryptionKey,
      clusterName: this.clusterName,
      retentionDays,
    });
  }

  private createCluster(logs: ServiceLogs): EcsCluster {
    return new EcsCluster(this, 'cluster', {
      name: this.clusterName,
      setting: [{ name: 'containerInsights', value: 'enhanced' }],
      dependsOn: [logs.containerInsights],
    });
  }

  private createTaskDefinition(logs: ServiceLogs): TaskDefinition {
    return new TaskDefinition(this, 'task', {
      ...this.props,
      sessionStores: this.props.sessionStores ?? ['redis'],
      stopTimeoutSeconds: this.props.stopTimeoutSeconds ?? 60,
      logGroup: logs.tasks,
      serviceName: this.serviceName,
    });
  }

  private createFaultExperiments(alarms: ServiceAlarms): Readonly<Record<string, string>> {
    const { templateIds } = new FaultExperiments(this, 'experiments', {
      ...this.props,
      clusterName: this.clusterName,
      serviceName: this.serviceName,
      stopAlarmArns: alarms.illness.map(({ arn }) => arn),
    });
    return templateIds;
  }

  private createService(cluster: EcsCluster, task: TaskDefinition, alarms: ServiceAlarms): EcsService {
    const { network, loadBalancer, scaling, database } = this.props;
    const access = new TaskAccess(this, 'access', { network, database });
    return new EcsService(this, 'service', {
      name: this.serviceName,
      cluster: cluster.arn,
      taskDefinition: task.arn,
      launchType: 'FARGATE',
      // The first version that reads JSON keys of secrets and mounts EFS with IAM.
      platformVersion: '1.4.0',
      desiredCount: scaling.minTasks,
      networkConfiguration: {
        subnets: [...network.privateSubnetIds],
        securityGroups: [network.taskSecurityGroup.securityGroupId],
        assignPublicIp: false,
      },
      loadBalancer: [{ targetGroupArn: loadBalancer.targetGroupArn, containerName, containerPort }],
      healthCheckGracePeriodSeconds: 60,
      availabilityZoneRebalancing: 'ENABLED',
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      alarms: { enable: true, rollback: true, alarmNames: [alarms.targetErrors.alarmName] },
      waitForSteadyState: true,
      // Tasks need roles and rules from their start to their end: without them a service hangs in DRAINING.
      dependsOn: [task.executionRole.policy, task.taskRole.policy, ...access.rules],
      lifecycle: {
        // Scaling moves it.
        ignoreChanges: ['desired_count'],
        postcondition: [
          {
            // After a rollback the service is steady on the old tasks, and Terraform would report success.
            condition: `\${self.task_definition == ${task.fqn}.arn}`,
            errorMessage: 'The deployment was rolled back: the service runs the task definition from before.',
          },
        ],
      },
    });
  }
}
