import type { PolicyStatement } from '@edutechbr/foundation';
import { boundExperiments } from './experiments.ts';
import { allow, type Scope } from './scope.ts';

/**
 * What the roles of the stage's deployments may ever do, whatever their own policies say: start tasks of the LMS's images, and be
 * one, write flow logs, and break what an experiment breaks. An LMS that asks more of AWS needs it here and in its task role.
 */
export const boundary = (scope: Scope): PolicyStatement[] => {
  const { stage, settings } = scope;
  const logGroups = scope.arns('logs', 'log-group:<log-group-*>:*');
  return [
    // This action knows no resource (service authorization reference of ECR).
    allow('SignInToRegistry', 'ecr', ['GetAuthorizationToken'], '*'),
    allow(
      'PullImage',
      'ecr',
      ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'],
      scope.arns('ecr', `repository/${settings.imageRepository}`),
    ),
    allow('WriteLogs', 'logs', ['CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'], logGroups),
    allow(
      'ReadSecrets',
      'secretsmanager',
      ['GetSecretValue'],
      stage.secretNames.flatMap((name) => scope.arns('secretsmanager', `secret:${name}-??????`)),
    ),
    allow('DecryptSecrets', 'kms', ['Decrypt'], scope.arns('kms', 'key/*'), {
      StringEquals: { 'kms:ViaService': `secretsmanager.${settings.region}.amazonaws.com` },
    }),
    allow(
      'UseSessionCache',
      'elasticache',
      ['Connect'],
      [
        ...scope.arns('elasticache', 'replicationgroup:<redis>'),
        ...scope.arns('elasticache', 'user:<redis-user>'),
      ],
    ),
    allow(
      'UseCourseContent',
      'elasticfilesystem',
      ['ClientMount', 'ClientWrite'],
      scope.arns('elasticfilesystem', 'file-system/*'),
      scope.tagged,
    ),
    ...boundExperiments(scope),
  ];
};
