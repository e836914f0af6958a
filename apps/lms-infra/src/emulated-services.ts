/**
 * The services that answer on the local stage, and no others do: the AWS provider's name of each, and the name that requests
 * are signed for, which is the emulator's name as well.
 */
export const emulatedServices = {
  acm: 'acm',
  applicationautoscaling: 'application-autoscaling',
  cloudwatch: 'monitoring',
  ec2: 'ec2',
  ecr: 'ecr',
  ecs: 'ecs',
  efs: 'elasticfilesystem',
  elasticache: 'elasticache',
  elbv2: 'elasticloadbalancing',
  fis: 'fis',
  iam: 'iam',
  kms: 'kms',
  logs: 'logs',
  s3: 's3',
  s3Control: 's3',
  secretsmanager: 'secretsmanager',
  sns: 'sns',
  sts: 'sts',
} as const;
