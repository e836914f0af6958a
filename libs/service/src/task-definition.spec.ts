import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { resourcesOf, statementsOf } from '@edutechbr/foundation/testing';
import type { LmsServiceProps } from './index.ts';
import { minimal, synthesize } from './testing/synthesize.ts';

interface Container extends Record<string, unknown> {
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

const withService = (service: Partial<LmsServiceProps>) => synthesize({ service });

function containerOf(synthesized: string): Container {
  const [task] = resourcesOf(synthesized, EcsTaskDefinition);
  const containers: Container[] = JSON.parse(String(task?.['container_definitions']));
  expect(containers).toHaveLength(1);
  return containers[0] ?? { environment: [], secrets: [] };
}

describe('a task', () => {
  const synthesized = synthesize();

  it('runs on Fargate in the size and on the processor that were asked for', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsTaskDefinition, {
      family: 'ecs-task-production-test',
      requires_compatibilities: ['FARGATE'],
      network_mode: 'awsvpc',
      cpu: '256',
      memory: '512',
      runtime_platform: { operating_system_family: 'LINUX', cpu_architecture: 'ARM64' },
    });
  });

  it('cannot write to its image, is not root and has no capabilities', () => {
    expect(containerOf(synthesized)).toMatchObject({
      name: 'lms',
      image: minimal.image,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    });
    expect(containerOf(synthesized)).not.toHaveProperty('privileged');
  });

  it('is checked, and has a minute to stop', () => {
    expect(containerOf(synthesized)).toMatchObject({
      healthCheck: { command: ['CMD', 'node', 'healthcheck.js'] },
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
      stopTimeout: 60,
    });
  });

  it('mounts the course content over TLS, with IAM, through the access point', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsTaskDefinition, {
      volume: [
        {
          name: 'course-content',
          efs_volume_configuration: {
            file_system_id: 'fs-1',
            transit_encryption: 'ENABLED',
            authorization_config: { access_point_id: 'fsap-1', iam: 'ENABLED' },
          },
        },
      ],
    });
    expect(containerOf(synthesized)['mountPoints']).toEqual([
      { sourceVolume: 'course-content', containerPath: '/mnt/course-content', readOnly: false },
    ]);
  });

  it('logs to its group without waiting for it', () => {
    expect(containerOf(synthesized)['logConfiguration']).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.name\}$/),
        'awslogs-region': 'sa-east-1',
        'awslogs-stream-prefix': 'lms',
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    });
  });

  it('finds Redis and the course content in its environment', () => {
    const { environment } = containerOf(synthesized);
    expect(Object.fromEntries(environment.map(({ name, value }) => [name, value]))).toEqual({
      PORT: '8080',
      SERVICE_NAME: 'ecs-service-production-test',
      LOG_LEVEL: 'info',
      REDIS_HOST: 'primary.redis.test',
      REDIS_PORT: '6379',
      REDIS_USER: 'lms',
      REDIS_REPLICATION_GROUP_ID: 'redis-production-test',
      SESSION_STORES: 'redis',
      COURSE_CONTENT_PATH: '/mnt/course-content',
      LIVE_MEMORY_MIB: '384',
      DATABASE_PORT: '5432',
      DATABASE_POOL_SIZE: '5',
      DATABASE_SSLMODE: 'verify-full',
    });
  });

  it('keeps sessions in the database as well where the stores are to be compared', () => {
    const { environment } = containerOf(withService({ sessionStores: ['redis', 'postgresql'] }));
    expect(environment).toContainEqual({ name: 'SESSION_STORES', value: 'redis,postgresql' });
  });

  it.each<[string, Partial<LmsServiceProps>]>([
    ['cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 128', { cpu: 128 }],
    ['memoryMiB must be one of 512, 1024, 2048 with cpu 256, got 4096', { memoryMiB: 4096 }],
    ['stopTimeoutSeconds must be between 2 and 120, got 1', { stopTimeoutSeconds: 1 }],
    ['stopTimeoutSeconds must be between 2 and 120, got 121', { stopTimeoutSeconds: 121 }],
    [
      'database.poolSize must be between 1 and 100, got 0',
      { database: { ...minimal.database, poolSize: 0 } },
    ],
    [
      'database.poolSize must be between 1 and 100, got 101',
      { database: { ...minimal.database, poolSize: 101 } },
    ],
    [
      'database.secretName must be the name of a secret: 1 to 512',
      { database: { ...minimal.database, secretName: 'a secret' } },
    ],
    [
      'jsonKey must be a key without a colon, got "a:b"',
      { launchKey: { secretName: 'launch', jsonKey: 'a:b' } },
    ],
    [
      'launchKey.secretKmsKeyArn must be the ARN of a KMS key, got "alias/lms"',
      { launchKey: { secretName: 'launch', secretKmsKeyArn: 'alias/lms' } },
    ],
    ['image must be an image in ECR named by its digest', { image: minimal.image.replace(/@.*/, ':latest') }],
    ['image must be an image in ECR named by its digest', { image: `nginx@sha256:${'0a'.repeat(32)}` }],
  ])('is refused: %s', (message, change) => {
    expect(() => withService(change)).toThrow(message);
  });
});

describe('the secrets of a task', () => {
  const database = '${data.aws_secretsmanager_secret.lms_task_database-secret_D454A896.arn}';
  const launchKey = '${data.aws_secretsmanager_secret.lms_task_launch-secret_BC13115A.arn}';
  const secretsOf = (synthesized: string) =>
    Object.fromEntries(containerOf(synthesized).secrets.map(({ name, valueFrom }) => [name, valueFrom]));

  it('are keys of secrets that exist already', () => {
    const synthesized = synthesize();
    expect(synthesized).toHaveDataSourceWithProperties(DataAwsSecretsmanagerSecret, {
      name: 'edutechbr/database',
    });
    expect(synthesized).toHaveDataSourceWithProperties(DataAwsSecretsmanagerSecret, {
      name: 'edutechbr/launch-key',
    });
    expect(secretsOf(synthesized)).toEqual({
      DATABASE_HOST: `${database}:host::`,
      DATABASE_USER: `${database}:username::`,
      DATABASE_PASSWORD: `${database}:password::`,
      DATABASE_NAME: `${database}:dbname::`,
      LAUNCH_KEY: `${launchKey}:launchKey::`,
    });
  });

  it('may have other keys', () => {
    const jsonKeys = { host: 'h', user: 'u', password: 'w', name: 'n' };
    const synthesized = withService({
      database: { ...minimal.database, jsonKeys },
      launchKey: { ...minimal.launchKey, jsonKey: 'k' },
    });
    expect(secretsOf(synthesized)).toMatchObject({
      DATABASE_HOST: `${database}:h::`,
      DATABASE_PASSWORD: `${database}:w::`,
      LAUNCH_KEY: `${launchKey}:k::`,
    });
  });

  it('are the user and the password only, where RDS manages the secret', () => {
    const managed = { secretName: 'rds!db-1', host: 'db.rds.amazonaws.com', name: 'lms' };
    const synthesized = withService({ database: { ...minimal.database, ...managed } });
    expect(synthesized).toHaveDataSourceWithProperties(DataAwsSecretsmanagerSecret, { name: 'rds!db-1' });
    expect(Object.keys(secretsOf(synthesized))).toEqual(['DATABASE_USER', 'DATABASE_PASSWORD', 'LAUNCH_KEY']);
    expect(containerOf(synthesized).environment).toEqual(
      expect.arrayContaining([
        { name: 'DATABASE_HOST', value: managed.host },
        { name: 'DATABASE_NAME', value: managed.name },
      ]),
    );
  });

  it('are neither made nor read by Terraform', () => {
    const synthesized = synthesize();
    expect(synthesized).not.toContain('aws_secretsmanager_secret_version');
    expect(Object.keys(JSON.parse(synthesized).resource)).not.toContain('aws_secretsmanager_secret');
    const plain = containerOf(synthesized).environment.map(({ name }) => name);
    expect(plain).not.toEqual(expect.arrayContaining([expect.stringMatching(/PASSWORD|SECRET|TOKEN|_KEY/)]));
  });
});

describe('the roles of a task', () => {
  const statement = (synthesized: string, sid: string) =>
    statementsOf(synthesized, IamRolePolicy).find(({ Sid }) => Sid === sid);

  it('are two, for tasks of this account and region only', () => {
    const roles = resourcesOf(synthesize(), IamRole);
    expect(roles.map(({ name }) => name)).toEqual([
      'iam-role-lms-execution-production-test',
      'iam-role-lms-task-production-test',
    ]);
    for (const role of roles) {
      expect(JSON.parse(String(role['assume_role_policy'])).Statement).toEqual([
        expect.objectContaining({
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '123456789012' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:sa-east-1:123456789012:*' },
          },
        }),
      ]);
    }
  });

  it('name exact actions on exact resources, but for the sign-in to the registry', () => {
    const open = statementsOf(synthesize(), IamRolePolicy).filter(
      ({ Action, Resource }) => [Action].flat().some((action) => action.includes('*')) || Resource === '*',
    );
    expect(open.map(({ Action }) => Action)).toEqual(['ecr:GetAuthorizationToken']);
  });

  it('let ECS pull this image, read these secrets and write these logs', () => {
    const synthesized = synthesize();
    expect(statement(synthesized, 'PullImage')?.Resource).toBe(
      'arn:aws:ecr:sa-east-1:123456789012:repository/edutechbr/lms',
    );
    expect(statement(synthesized, 'ReadSecrets')).toMatchObject({
      Action: 'secretsmanager:GetSecretValue',
      Resource: [expect.stringContaining('database-secret'), expect.stringContaining('launch-secret')],
    });
    expect(statement(synthesized, 'WriteLogs')?.Resource).toMatch(
      /aws_cloudwatch_log_group\.lms_logs_tasks\w+\.arn\}:\*$/,
    );
  });

  it('let ECS decrypt a secret that has a key of its own, through Secrets Manager and for that secret', () => {
    expect(statement(synthesize(), 'DecryptSecret0')).toBeUndefined();

    const secretKmsKeyArn = 'arn:aws:kms:sa-east-1:123456789012:key/1';
    const synthesized = withService({ database: { ...minimal.database, secretKmsKeyArn } });
    expect(statement(synthesized, 'DecryptSecret0')).toMatchObject({
      Action: 'kms:Decrypt',
      Resource: secretKmsKeyArn,
      Condition: {
        StringEquals: {
          'kms:ViaService': 'secretsmanager.sa-east-1.amazonaws.com',
          'kms:EncryptionContext:SecretARN': expect.stringContaining('database-secret'),
        },
      },
    });
  });

  it('let the LMS sign in to Redis as its user and mount the course content through the access point', () => {
    const synthesized = synthesize();
    expect(statement(synthesized, 'ConnectToSessionCache')).toMatchObject({
      Action: 'elasticache:Connect',
      Resource: [minimal.cache.replicationGroupArn, minimal.cache.userArn],
    });
    expect(statement(synthesized, 'MountCourseContent')).toMatchObject({
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Resource: minimal.content.fileSystemArn,
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': minimal.content.accessPointArn } },
    });
  });
});
