import { Names, type DeploymentContext } from '@edutechbr/foundation';
import { Network } from '@edutechbr/network';
import { TerraformStack, Testing } from 'cdktf';
import { setupJest } from 'cdktf/lib/testing/adapters/jest';
import { LmsService, LoadBalancer, type LmsServiceProps, type LoadBalancerProps } from '../index.ts';

// cdktf's matchers, such as toHaveResourceWithProperties.
setupJest();

export const context: DeploymentContext = {
  region: 'sa-east-1',
  accountId: '123456789012',
  names: new Names({ environmentSuffix: 'test' }),
};

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
    securityGroupId: 'sg-0123456789abcdef0',
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
  const network = new Network(new TerraformStack(app, 'network'), 'network', {
    context,
    cidrBlock: '10.0.0.0/16',
    availabilityZones: ['sa-east-1a', 'sa-east-1b'],
  });
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

/** A resource as it was synthesized. */
export type Resource = Record<string, unknown> & { readonly policy: string };

/** All resources of a type, by construct id. */
export function resourcesOf(synthesized: string, { tfResourceType }: { tfResourceType: string }): Resource[] {
  return Object.values(JSON.parse(synthesized).resource[tfResourceType] ?? {});
}

export interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** The statements of every policy on resources of a type. */
export function statementsOf(synthesized: string, type: { tfResourceType: string }): Statement[] {
  return resourcesOf(synthesized, type).flatMap(({ policy }) => JSON.parse(policy).Statement);
}
