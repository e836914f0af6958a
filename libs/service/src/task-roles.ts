import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  identityPolicyDocument,
  servicePrincipalTrust,
  type DeploymentContext,
  type PolicyStatement,
} from '@edutechbr/foundation';
import { Construct } from 'constructs';
import type { CourseContentMount, SessionCacheEndpoint } from './backends.ts';
import type { ExistingSecret } from './existing-secret.ts';

interface EcsTaskRoleProps {
  readonly context: DeploymentContext;
  readonly purpose: 'lms-execution' | 'lms-task';
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role that ECS tasks of this account and region may assume, with one inline policy. */
class EcsTaskRole extends Construct {
  readonly arn: string;
  /** The tasks need it until they have stopped, so the service depends on it. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, { context, purpose, description, statements }: EcsTaskRoleProps) {
    super(scope, id);
    const name = context.names.name('iam-role', purpose);
    const role = new IamRole(this, 'role', {
      name,
      description,
      permissionsBoundary: context.permissionsBoundaryArn,
      assumeRolePolicy: servicePrincipalTrust(name, 'ecs-tasks.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': context.accountId },
        ArnLike: { 'aws:SourceArn': `arn:aws:ecs:${context.region}:${context.accountId}:*` },
      }),
    });
    this.arn = role.arn;
    this.policy = new IamRolePolicy(this, 'policy', {
      name: context.names.name('iam-policy', purpose),
      role: role.id,
      policy: identityPolicyDocument(statements),
    });
  }
}

export interface ExecutionRoleProps {
  readonly context: DeploymentContext;
  readonly repositoryArn: string;
  readonly logGroupArn: string;
  readonly secrets: readonly ExistingSecret[];
}

/** What ECS itself may do to start a task: pull the image, read the secrets, write the logs. */
export class ExecutionRole extends EcsTaskRole {
  constructor(
    scope: Construct,
    id: string,
    { context, repositoryArn, logGroupArn, secrets }: ExecutionRoleProps,
  ) {
    super(scope, id, {
      context,
      purpose: 'lms-execution',
      description: 'Starts LMS tasks: image, secrets and logs',
      statements: [
        // This action knows no resource (service authorization reference of ECR).
        { Sid: 'SignInToRegistry', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Sid: 'PullImage',
          Effect: 'Allow',
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
          Resource: repositoryArn,
        },
        {
          Sid: 'WriteLogs',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${logGroupArn}:*`,
        },
        {
          Sid: 'ReadSecrets',
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: secrets.map(({ arn }) => arn),
        },
        ...decryptStatements(secrets, context.region),
      ],
    });
  }
}

/** A key may be used only through Secrets Manager and only for the secret that is under it. */
function decryptStatements(secrets: readonly ExistingSecret[], region: string): PolicyStatement[] {
  return secrets.flatMap(({ arn, kmsKeyArn }, index) =>
    kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: `DecryptSecret${index}`,
            Effect: 'Allow' as const,
            Action: 'kms:Decrypt',
            Resource: kmsKeyArn,
            Condition: {
              StringEquals: {
                'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
                'kms:EncryptionContext:SecretARN': arn,
              },
            },
          },
        ],
  );
}

export interface TaskRoleProps {
  readonly context: DeploymentContext;
  readonly cache: SessionCacheEndpoint;
  readonly content: CourseContentMount;
}

/** What the LMS may do: sign in to Redis as its user, and mount the course content through its access point. */
export class TaskRole extends EcsTaskRole {
  constructor(scope: Construct, id: string, { context, cache, content }: TaskRoleProps) {
    super(scope, id, {
      context,
      purpose: 'lms-task',
      description: 'LMS tasks: session cache and course content',
      statements: [
        {
          Sid: 'ConnectToSessionCache',
          Effect: 'Allow',
          Action: 'elasticache:Connect',
          Resource: [cache.replicationGroupArn, cache.userArn],
        },
        {
          Sid: 'MountCourseContent',
          Effect: 'Allow',
          Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
          Resource: content.fileSystemArn,
          Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': content.accessPointArn } },
        },
      ],
    });
  }
}
