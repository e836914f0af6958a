import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsClientSettings } from '../aws-clients.ts';
import { AccessDenied, type AssumedRole } from '../iam/assumed-role.ts';
import type { TaskNetwork } from '../network/task-network.ts';
import type { GetSecret } from './secret-reference.ts';
import { TaskStartError } from './task-start-error.ts';

/** Key of the account itself, which everybody may use through Secrets Manager. */
const managedKey = 'alias/aws/secretsmanager';

const secretsManager = new SecretsManagerClient(awsClientSettings);

/** What GetSecretValue answers to a role; it throws AccessDenied where IAM does not allow it. */
export function secretsReadableBy(role: AssumedRole | undefined): GetSecret {
  return async ({ secretId, versionStage, versionId }) => {
    if (!role) throw new AccessDenied('the task definition has no execution role');
    const { arn, keyArn } = await describe(secretId, role.accountId);
    requireAccess(role, arn, keyArn);
    const command = new GetSecretValueCommand({
      SecretId: secretId,
      VersionStage: versionStage,
      VersionId: versionId,
    });
    const { SecretString } = await secretsManager.send(command);
    return SecretString ?? '';
  };
}

/** @throws TaskStartError in ECS's words when the task does not reach Secrets Manager */
export function requireConnection(secretId: string, network: Pick<TaskNetwork, 'refusalToService'>): void {
  const refusal = network.refusalToService('secretsmanager');
  if (refusal === undefined) return;
  throw new TaskStartError(
    `ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret ${secretId} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded (local stage: ${refusal})`,
  );
}

/**
 * @param keyArn of a customer-managed key; undefined when the secret is under the account's own
 * @throws AccessDenied as Secrets Manager answers
 */
export function requireAccess(role: AssumedRole, secretArn: string, keyArn: string | undefined): void {
  role.require('secretsmanager:GetSecretValue', secretArn);
  if (keyArn === undefined) return;
  const refusal = role.refusal('kms:Decrypt', keyArn, {
    context: {
      'kms:ViaService': `secretsmanager.${awsClientSettings.region}.amazonaws.com`,
      'kms:EncryptionContext:SecretARN': secretArn,
    },
  });
  if (refusal !== undefined) throw new AccessDenied(`Access to KMS is not allowed: ${refusal}`);
}

/** A secret that is not there is found missing by GetSecretValue, if the role may ask at all. */
async function describe(SecretId: string, accountId: string): Promise<{ arn: string; keyArn?: string }> {
  try {
    const { ARN = SecretId, KmsKeyId } = await secretsManager.send(new DescribeSecretCommand({ SecretId }));
    if (!KmsKeyId || KmsKeyId.endsWith(managedKey)) return { arn: ARN };
    const key = `arn:aws:kms:${awsClientSettings.region}:${accountId}:key/${KmsKeyId}`;
    return { arn: ARN, keyArn: KmsKeyId.startsWith('arn:') ? KmsKeyId : key };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { arn: SecretId };
    throw error;
  }
}
