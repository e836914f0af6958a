import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { requireBetween, type DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import type {
  CourseContentMount,
  ExistingDatabase,
  ExistingLaunchKey,
  SessionCacheEndpoint,
  SessionStores,
} from './backends.ts';
import { repositoryArn } from './container-image.ts';
import { containerName, containerPort, courseContentPath } from './container.ts';
import { databaseAccess } from './existing-database.ts';
import { ExistingSecret } from './existing-secret.ts';
import { validateFargateSize, type CpuArchitecture, type FargateSize } from './fargate-size.ts';
import { ExecutionRole, TaskRole } from './task-roles.ts';

export interface TaskDefinitionProps extends FargateSize {
  readonly context: DeploymentContext;
  /** Value of the dimension `ServiceName` in the metrics that the LMS writes itself. */
  readonly serviceName: string;
  readonly image: string;
  readonly cpuArchitecture: CpuArchitecture;
  readonly sessionStores: SessionStores;
  readonly stopTimeoutSeconds: number;
  readonly logGroup: CloudwatchLogGroup;
  readonly cache: SessionCacheEndpoint;
  readonly content: CourseContentMount;
  readonly database: ExistingDatabase;
  readonly launchKey: ExistingLaunchKey;
}

const volumeName = 'course-content';

/** Share of a task's memory that the whiteboards of live lectures may take, so that the task is never killed for them. */
const liveMemoryShare = 0.75;

/** What a task of the LMS is: one container, its roles, its secrets and its volume. */
export class TaskDefinition extends Construct {
  readonly arn: string;
  readonly fqn: string;
  readonly executionRole: ExecutionRole;
  readonly taskRole: TaskRole;

  private readonly props: TaskDefinitionProps;
  private readonly databaseSecret: ExistingSecret;
  private readonly launchSecret: ExistingSecret;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    validateFargateSize(props);
    // Fargate stops a container at the latest after 120 s (ECS API reference, ContainerDefinition.stopTimeout).
    requireBetween('stopTimeoutSeconds', props.stopTimeoutSeconds, 2, 120);
    requireBetween('database.poolSize', props.database.poolSize, 1, 100);

    this.props = props;
    this.databaseSecret = new ExistingSecret(this, 'database-secret', {
      ...props.database,
      prop: 'database',
    });
    this.launchSecret = new ExistingSecret(this, 'launch-secret', { ...props.launchKey, prop: 'launchKey' });
    this.executionRole = new ExecutionRole(this, 'execution-role', {
      context: props.context,
      repositoryArn: repositoryArn(props.image),
      logGroupArn: props.logGroup.arn,
      secrets: [this.databaseSecret, this.launchSecret],
    });
    this.taskRole = new TaskRole(this, 'task-role', props);
    const taskDefinition = this.createTaskDefinition();
    this.arn = taskDefinition.arn;
    this.fqn = taskDefinition.fqn;
  }

  private createTaskDefinition(): EcsTaskDefinition {
    const { context, cpu, memoryMiB, cpuArchitecture, content } = this.props;
    return new EcsTaskDefinition(this, 'task-definition', {
      family: context.names.name('ecs-task'),
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(cpu),
      memory: String(memoryMiB),
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture },
      executionRoleArn: this.executionRole.arn,
      taskRoleArn: this.taskRole.arn,
      volume: [
        {
          name: volumeName,
          efsVolumeConfiguration: {
            fileSystemId: content.fileSystemId,
            transitEncryption: 'ENABLED',
            authorizationConfig: { accessPointId: content.accessPointId, iam: 'ENABLED' },
          },
        },
      ],
      containerDefinitions: JSON.stringify([this.container()]),
    });
  }

  private container() {
    return {
      name: containerName,
      image: this.props.image,
      essential: true,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
      portMappings: [{ containerPort, hostPort: containerPort, protocol: 'tcp' }],
      mountPoints: [{ sourceVolume: volumeName, containerPath: courseContentPath, readOnly: false }],
      environment: Object.entries(this.environment()).map(([name, value]) => ({ name, value })),
      secrets: Object.entries(this.secrets()).map(([name, valueFrom]) => ({ name, valueFrom })),
      // Generous: the check shares the task's CPU, and a busy task is not a dead one.
      healthCheck: {
        command: ['CMD', 'node', 'healthcheck.js'],
        interval: 10,
        timeout: 8,
        retries: 3,
        startPeriod: 60,
      },
      stopTimeout: this.props.stopTimeoutSeconds,
      logConfiguration: this.logging(),
    };
  }

  private environment(): Record<string, string> {
    const { serviceName, cache, sessionStores, memoryMiB, database } = this.props;
    return {
      PORT: String(containerPort),
      SERVICE_NAME: serviceName,
      LOG_LEVEL: 'info',
      REDIS_HOST: cache.primaryEndpointAddress,
      REDIS_PORT: String(cache.port),
      REDIS_USER: cache.userName,
      REDIS_REPLICATION_GROUP_ID: cache.replicationGroupId,
      SESSION_STORES: sessionStores.join(','),
      COURSE_CONTENT_PATH: courseContentPath,
      LIVE_MEMORY_MIB: String(Math.floor(liveMemoryShare * memoryMiB)),
      ...databaseAccess(database).environment,
    };
  }

  private secrets(): Record<string, string> {
    const { jsonKeys } = databaseAccess(this.props.database);
    return {
      ...Object.fromEntries(
        Object.entries(jsonKeys).map(([name, jsonKey]) => [name, this.databaseSecret.valueFrom(jsonKey)]),
      ),
      LAUNCH_KEY: this.launchSecret.valueFrom(this.props.launchKey.jsonKey ?? 'launchKey'),
    };
  }

  private logging() {
    return {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': this.props.logGroup.name,
        'awslogs-region': this.props.context.region,
        'awslogs-stream-prefix': containerName,
        // An exam goes on while CloudWatch Logs is disturbed (docs/decisions/service-log-delivery.md).
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    };
  }
}
