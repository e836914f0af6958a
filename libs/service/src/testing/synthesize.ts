import { context } from '@edutechbr/foundation/testing';
import { createNetwork } from '@edutechbr/network/testing';
import { TerraformStack, Testing } from 'cdktf';
import { LmsService, LoadBalancer, type LmsServiceProps, type LoadBalancerProps } from '../index.ts';

export const certificateArn =
  'arn:aws:acm:sa-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000001';
export const image = `123456789012.dkr.ecr.sa-east-1.amazonaws.com/edutechbr/lms@sha256:${'0a'.repeat(32)}`;

/** The least that a service can be given. */
export const minimal = {
  context,
  cpu: 256,
  memoryMiB: 512,
  cpuArchitecture: 'ARM64',
  image,
  scaling: { minTasks: 2, maxTasks: 6, targetCpuPercent: 60, targetMemoryPercent: 75 },
  cache: {
    replicationGroupId: 'redis-production-test',
    replicationGroupArn: 'arn:aws:elasticache:sa-east-1:123456789012:replicationgroup:redis-production-test',
    primaryEndpointAddress: 'primary.redis.test',
    port: 6379,
    userName: 'lms',
    userArn: 'arn:aws:elasticache:sa-east-1:123456789012:user:lms',
  },
  content: {
    fileSystemId: 'fs-1',
    fileSystemArn: 'arn:aws:elasticfilesystem:sa-east-1:123456789012:file-system/fs-1',
    accessPointId: 'fsap-1',
    accessPointArn: 'arn:aws:elasticfilesystem:sa-east-1:123456789012:access-point/fsap-1',
  },
  database: {
    secretName: 'edutechbr/database',
    port: 5432,
    network: { type: 'peering', securityGroupId: 'sg-0123456789abcdef0' },
    poolSize: 5,
  },
  launchKey: { secretName: 'edutechbr/launch-key' },
} satisfies Omit<LmsServiceProps, 'network' | 'loadBalancer'>;

interface Changes {
  readonly service?: Partial<LmsServiceProps>;
  readonly loadBalancer?: Partial<LoadBalancerProps>;
}

/** The synthesized JSON of a load balancer and a service; the network is in a stack of its own. */
export function synthesize({ service, loadBalancer }: Changes = {}): string {
  const app = Testing.app();
  const network = createNetwork(app);
  const stack = new TerraformStack(app, 'service');
  const edge = new LoadBalancer(stack, 'load-balancer', {
    context,
    network,
    certificateArn,
    ...loadBalancer,
  });
  new LmsService(stack, 'lms', { ...minimal, network, loadBalancer: edge, ...service });
  return Testing.synth(stack);
}
