import { dirname } from 'node:path';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientSettings } from '../aws-clients.ts';
import { resolveSecret, type GetSecret } from './secret-reference.ts';
import { localPath, type Mount } from './volumes.ts';

export interface TaskEnvironmentOptions {
  /** The task's own loopback address. */
  readonly address: string;
  readonly mounts: readonly Mount[];
  /** PEM file of the CA that signed everything on this machine: the host's trust store. */
  readonly caFile: string;
  /** @default - the task has no task role */
  readonly credentialsUrl?: string;
}

const secretsManager = new SecretsManagerClient(awsClientSettings);

const getSecret: GetSecret = async ({ secretId, versionStage, versionId }) => {
  const command = new GetSecretValueCommand({
    SecretId: secretId,
    VersionStage: versionStage,
    VersionId: versionId,
  });
  const { SecretString } = await secretsManager.send(command);
  return SecretString ?? '';
};

/** A container's whole environment: what its definition says, its secrets, and what Fargate or the host would add. */
export async function taskEnvironment(
  { environment = [], secrets = [] }: ContainerDefinition,
  options: TaskEnvironmentOptions,
): Promise<Record<string, string>> {
  const plain = environment.map(
    ({ name = '', value = '' }) => [name, localPath(value, options.mounts)] as const,
  );
  const secret = await Promise.all(
    secrets.map(
      async ({ name = '', valueFrom = '' }) => [name, await resolveSecret(valueFrom, getSecret)] as const,
    ),
  );
  return { ...Object.fromEntries([...plain, ...secret]), ...surroundings(options) };
}

function surroundings({ address, caFile, credentialsUrl }: TaskEnvironmentOptions): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOST: address,
    AWS_REGION: awsClientSettings.region,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    NODE_EXTRA_CA_CERTS: caFile,
    ...(credentialsUrl ? { AWS_CONTAINER_CREDENTIALS_FULL_URI: credentialsUrl } : {}),
  };
}
