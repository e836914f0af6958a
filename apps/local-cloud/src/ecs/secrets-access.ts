import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsClientSettings } from '../aws-clients.ts';
import { AccessDenied, type AssumedRole } from '../iam/assumed-role.ts';
import type { GetSecret } from './secret-reference.ts';

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
