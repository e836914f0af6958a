import { dirname } from 'node:path';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { AssumedRole } from '../iam/assumed-role.ts';
import { awsClientSettings } from '../aws-clients.ts';
import type { TaskNetwork } from '../network/task-network.ts';
import { requireSecretsManager } from './out-of-reach.ts';
import { parseSecretReference, resolveSecret } from './secret-reference.ts';
import { secretsReadableBy } from './secrets-access.ts';
import { localPath, type Mount } from './volumes.ts';

export interface TaskEnvironmentOptions {
  /** The task's own loopback address. */
  readonly address: string;
  readonly mounts: readonly Mount[];
  /** PEM file of the CA that signed everything on this machine: the host's trust store. */
  readonly caFile: string;
  /** Who reads the secrets. @default - the task has no execution role: it can read none */
  readonly role?: AssumedRole;
  /** @default - the task has no task role */
  readonly credentialsUrl?: string;
  /** @default - the task reaches everything */
  readonly network?: TaskNetwork;
}

/** A container's whole environment: what its definition says, its secrets, and what Fargate or the host would add. */
export async function taskEnvironment(
  { environment = [], secrets = [] }: ContainerDefinition,
  options: TaskEnvironmentOptions,
): Promise<Record<string, string>> {
  const plain = environment.map(
    ({ name = '', value = '' }) => [name, localPath(value, options.mounts)] as const,
  );
  for (const { valueFrom = '' } of secrets)
    if (options.network) requireSecretsManager(parseSecretReference(valueFrom).secretId, options.network);
  const getSecret = secretsReadableBy(options.role);
  const secret = await Promise.all(
    secrets.map(
      async ({ name = '', valueFrom = '' }) => [name, await resolveSecret(valueFrom, getSecret)] as const,
    ),
  );
  const own = Object.fromEntries([...plain, ...secret]);
  return { ...own, ...surroundings(options), ...guarded(own, options) };
}

/** Node options that the definition sets itself are kept. */
function guarded(
  { NODE_OPTIONS = '' }: Record<string, string>,
  { network }: TaskEnvironmentOptions,
): Record<string, string> {
  return network ? { NODE_OPTIONS: `${NODE_OPTIONS} ${network.nodeOption}`.trim() } : {};
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
