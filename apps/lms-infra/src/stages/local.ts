import type { StageSettings } from '../stage.ts';

/** A certificate that exists on this machine as well: for another host, so that it does not fit the stage's url. */
export const otherCertificateArn =
  'arn:aws:acm:sa-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000002';

/** This machine: everything real except AWS's control plane, which is emulated. Small tasks, so that the load scales them. */
export const localStage = {
  name: 'local',
  accountId: '000000000000',
  region: 'sa-east-1',
  availabilityZones: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
  vpcCidrBlock: '10.0.0.0/16',
  natGateways: 'one-per-zone',
  backend: { type: 'local' },
  awsEndpoint: 'http://127.0.0.1:14566',
  url: 'https://127.0.0.1:8443',
  certificateArn: 'arn:aws:acm:sa-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000001',
  image:
    '000000000000.dkr.ecr.sa-east-1.amazonaws.com/reference-lms@sha256:' +
    '6c6f63616c2d7461736b732d72756e2d66726f6d2d74686973732d736f757263',
  cpuArchitecture: 'X86_64',
  task: { cpu: 256, memoryMiB: 512 },
  scaling: { minTasks: 3, maxTasks: 6, targetCpuPercent: 50, targetMemoryPercent: 75, burst: {} },
  // At an hour at which nobody measures: a raised minimum would be taken for the load's work.
  examWindows: [{ name: 'rehearsal', weekdays: ['SUN'], startTime: '03:30', endTime: '04:00', minTasks: 4 }],
  database: {
    secretName: 'edutechbr/lms/database',
    port: 15432,
    network: {
      type: 'peering',
      vpcId: 'vpc-0da7aba5e00000001',
      cidrBlock: '10.1.0.0/16',
      routeTableIds: ['rtb-0da7aba5e00000001'],
      securityGroupId: 'sg-0da7aba5e00000001',
    },
    maxConnections: 100,
    poolSize: 5,
    instanceIdentifier: 'lms-database',
  },
  launchKey: { secretName: 'edutechbr/lms/launch-key' },
  cache: { nodeType: 'cache.t4g.small', port: 6379, replicas: 2, snapshotRetentionDays: 1 },
  sessionStores: ['redis', 'postgresql'],
  faultExperiments: true,
  accessLogs: true,
  logRetentionDays: 7,
} satisfies StageSettings;
