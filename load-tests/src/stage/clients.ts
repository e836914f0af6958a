import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EFSClient } from '@aws-sdk/client-efs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fromIni } from '@aws-sdk/credential-provider-ini';
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

export type AwsAccess = Pick<StageOutputs, 'region' | 'awsEndpoint' | 'awsCredentialsFile'>;

/** What the outputs' file says, whatever profiles the user has. */
export const emulatorCredentials = ({ awsCredentialsFile: file }: Pick<AwsAccess, 'awsCredentialsFile'>) =>
  fromIni({ profile: 'default', filepath: file, configFilepath: file, ignoreCache: true });

/** On AWS the SDK finds endpoint and credentials by itself. */
export function createClients(access: AwsAccess): Clients {
  const { region, awsEndpoint: endpoint } = access;
  const emulated = endpoint === undefined ? {} : { endpoint, credentials: emulatorCredentials(access) };
  const config = { region, ...emulated };
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
