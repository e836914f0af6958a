import type { StageSettings } from '../stage.ts';

/**
 * The real thing, sized for 10,000 students (docs/decisions/app-size-of-production.md). Account 123456789012 and
 * `example` stand for what only the customer knows; plan and deploy refuse them.
 */
export const productionStage = {
  name: 'production',
  accountId: '123456789012',
  region: 'sa-east-1',
  availabilityZones: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
  vpcCidrBlock: '10.20.0.0/16',
  natGateways: 'one-per-zone',
  backend: { type: 's3', bucket: 'terraform-state-123456789012-production-bootstrap' },
  permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/iam-policy-boundary-production-bootstrap',
  url: 'https://lms.edutechbr.example',
  certificateArn: 'arn:aws:acm:sa-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000',
  image:
    '123456789012.dkr.ecr.sa-east-1.amazonaws.com/ecr-lms-production-bootstrap@sha256:' +
    '0000000000000000000000000000000000000000000000000000000000000000',
  cpuArchitecture: 'ARM64',
  task: { cpu: 1024, memoryMiB: 2048 },
  scaling: { minTasks: 3, maxTasks: 36, targetCpuPercent: 60, targetMemoryPercent: 75, burst: {} },
  examWindows: [
    {
      name: 'morning',
      weekdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
      startTime: '07:30',
      endTime: '12:30',
      minTasks: 18,
    },
    {
      name: 'evening',
      weekdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
      startTime: '18:45',
      endTime: '22:45',
      minTasks: 18,
    },
  ],
  database: {
    secretName: 'edutechbr/lms/production/database',
    port: 5432,
    network: {
      type: 'peering',
      vpcId: 'vpc-00000000000000000',
      cidrBlock: '172.31.0.0/16',
      routeTableIds: ['rtb-00000000000000000'],
      securityGroupId: 'sg-00000000000000000',
    },
    maxConnections: 400,
    poolSize: 5,
  },
  launchKey: { secretName: 'edutechbr/lms/production/launch-key' },
  cache: { nodeType: 'cache.m6g.large', port: 6379, replicas: 2, snapshotRetentionDays: 7 },
  faultExperiments: false,
  accessLogs: true,
  logRetentionDays: 90,
} satisfies StageSettings;
