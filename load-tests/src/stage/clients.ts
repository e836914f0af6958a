import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EFSClient } from '@aws-sdk/client-efs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { StageOutputs } from './outputs.ts';

/** The AWS APIs that the load test asks, all of one stage. */
export interface Clients {
  readonly autoScaling: ApplicationAutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly ecs: ECSClient;
  readonly efs: EFSClient;
  readonly elastiCache: ElastiCacheClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly secrets: SecretsManagerClient;
}

/** On AWS the SDK finds endpoint and credentials by itself; the emulator takes any credentials. */
export function createClients({
  region,
  awsEndpoint,
}: Pick<StageOutputs, 'region' | 'awsEndpoint'>): Clients {
  const config = {
    region,
    ...(awsEndpoint === undefined
      ? {}
      : { endpoint: awsEndpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }),
  };
  return {
    autoScaling: new ApplicationAutoScalingClient(config),
    cloudWatch: new CloudWatchClient(config),
    logs: new CloudWatchLogsClient(config),
    ecs: new ECSClient(config),
    efs: new EFSClient(config),
    elastiCache: new ElastiCacheClient(config),
    loadBalancing: new ElasticLoadBalancingV2Client(config),
    secrets: new SecretsManagerClient(config),
  };
}
