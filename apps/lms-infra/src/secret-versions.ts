import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsSettings } from './aws.ts';
import type { Stage } from './stage.ts';

/** Identifies the existing database secret and its versions without reading its value. */
export async function secretVersions(stage: Stage): Promise<string> {
  const client = new SecretsManagerClient(awsSettings(stage));
  const { ARN, DeletedDate, VersionIdsToStages } = await client.send(
    new DescribeSecretCommand({ SecretId: stage.database.secretName }),
  );
  return JSON.stringify({ ARN, DeletedDate, VersionIdsToStages });
}
