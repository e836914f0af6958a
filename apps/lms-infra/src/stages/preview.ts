import type { StageSettings } from '../stage.ts';
import { localStage } from './local.ts';

/**
 * The stage for proofs on AWS, at the lowest price: tasks and bounds are those of the local stage, so that the same students make it scale
 * (docs/aws.md says which workload proves what where). One NAT gateway also carries what endpoints would. Placeholders as in production.
 */
export const previewStage = {
  name: 'preview',
  accountId: '123456789012',
  region: 'sa-east-1',
  availabilityZones: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
  vpcCidrBlock: '10.30.0.0/16',
  natGateways: 'single',
  interfaceEndpoints: false,
  backend: { type: 's3', bucket: 'terraform-state-123456789012-production-bootstrap' },
  permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/iam-policy-boundary-production-bootstrap-preview',
  url: 'https://preview.lms.edutechbr.example',
  certificateArn: 'arn:aws:acm:sa-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000',
  image:
    '123456789012.dkr.ecr.sa-east-1.amazonaws.com/ecr-lms-production-bootstrap@sha256:' +
    '0000000000000000000000000000000000000000000000000000000000000000',
  cpuArchitecture: 'ARM64',
  task: localStage.task,
  scaling: localStage.scaling,
  examWindows: localStage.examWindows,
  database: {
    secretName: 'edutechbr/lms/preview/database',
    port: 5432,
    network: {
      type: 'peering',
      vpcId: 'vpc-00000000000000000',
      cidrBlock: '172.31.0.0/16',
      routeTableIds: ['rtb-00000000000000000'],
      securityGroupId: 'sg-00000000000000000',
    },
    maxConnections: localStage.database.maxConnections,
    poolSize: localStage.database.poolSize,
  },
  launchKey: { secretName: 'edutechbr/lms/preview/launch-key' },
  cache: localStage.cache,
  sessionStores: localStage.sessionStores,
  faultExperiments: true,
  accessLogs: false,
  logRetentionDays: 14,
} satisfies StageSettings;
