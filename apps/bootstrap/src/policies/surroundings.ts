import type { PolicyStatement } from '@edutechbr/foundation';
import { serviceLinkedRoles } from '@edutechbr/lms-infra';
import { allow, type Scope } from './scope.ts';

/** The states of the stage, and what exists before it: a plan looks at both, and locks the states. */
export const readSurroundings = (scope: Scope): PolicyStatement[] => {
  const { stage } = scope;
  const bucket = stateBucket(scope);
  return [
    allow('StateBucket', 's3', ['GetBucketLocation', 'GetBucketVersioning', 'ListBucket'], bucket),
    allow('ReadStates', 's3', ['GetObject'], states(scope, '*')),
    allow('LockStates', 's3', ['DeleteObject', 'PutObject'], states(scope, '*.tflock')),
    allow(
      'SecretNames',
      'secretsmanager',
      ['DescribeSecret', 'GetResourcePolicy'],
      stage.secretNames.flatMap((name) => scope.arns('secretsmanager', `secret:${name}-??????`)),
    ),
  ];
};

/** What a deploy asks before it begins (`lms-infra:preflight`), the states that it writes, and the images that it pushes. */
export const writeSurroundings = (scope: Scope): PolicyStatement[] => {
  const { stage, settings } = scope;
  const quotas = { ec2: 'L-0263D0A3', fargate: 'L-3032A538', vpc: 'L-F678F1CE' };
  const roles = Object.values(serviceLinkedRoles);
  return [
    allow('WriteStates', 's3', ['PutObject'], states(scope, '*')),
    // Whoever deploys could read them through a task all the same.
    allow(
      'SecretValues',
      'secretsmanager',
      ['GetSecretValue'],
      stage.secretNames.flatMap((name) => scope.arns('secretsmanager', `secret:${name}-??????`)),
    ),
    allow('Certificate', 'acm', ['DescribeCertificate', 'GetCertificate'], stage.certificateArn),
    allow('DefaultQuotas', 'servicequotas', ['GetAWSDefaultServiceQuota'], '*'),
    allow(
      'Quotas',
      'servicequotas',
      ['GetServiceQuota'],
      Object.entries(quotas).flatMap(([service, code]) => scope.arns('servicequotas', `${service}/${code}`)),
    ),
    allow('Detectors', 'guardduty', ['ListDetectors'], '*'),
    allow('GuardDuty', 'guardduty', ['GetDetector'], scope.arns('guardduty', 'detector/*')),
    allow(
      'ServiceLinkedRoles',
      'iam',
      ['GetRole'],
      roles.flatMap(({ service, role }) => scope.iamArns(`role/aws-service-role/${service}/${role}`)),
    ),
    // This action knows no resource (service authorization reference of ECR).
    allow('SignInToRegistry', 'ecr', ['GetAuthorizationToken'], '*'),
    allow(
      'Images',
      'ecr',
      [
        ...['BatchCheckLayerAvailability', 'BatchGetImage', 'CompleteLayerUpload', 'DescribeImages'],
        ...['GetDownloadUrlForLayer', 'InitiateLayerUpload', 'PutImage', 'UploadLayerPart'],
      ],
      scope.arns('ecr', `repository/${settings.imageRepository}`),
    ),
  ];
};

const stateBucket = ({ settings }: Scope) => `arn:aws:s3:::${settings.stateBucket}`;

/** The objects of the stage's deployments. */
const states = (scope: Scope, rest: string) =>
  scope.stage.suffixes.map(
    (suffix) => `${stateBucket(scope)}/edutechbr-lms/${scope.stage.name}-${suffix}/${rest}`,
  );
