import { DescribeKeyCommand, KMSClient, paginateListAliases } from '@aws-sdk/client-kms';
import { awsSettings } from './aws.ts';
import { isNameOf } from './inventory/deployment-name.ts';
import type { Stage } from './stage.ts';

export interface KeyPendingDeletion {
  readonly keyId: string;
  /** ISO 8601. */
  readonly deletionDate: string;
}

/** Ids of the deployment's KMS keys, which are known by their aliases as long as it is not destroyed. */
export async function keysOfDeployment(stage: Stage): Promise<string[]> {
  const client = new KMSClient(awsSettings(stage));
  const keys: string[] = [];
  for await (const { Aliases = [] } of paginateListAliases({ client }, {}))
    for (const { AliasName = '', TargetKeyId } of Aliases)
      if (TargetKeyId !== undefined && isNameOf(stage.environmentSuffix, AliasName)) keys.push(TargetKeyId);
  return keys;
}

/** Those of the keys that AWS has yet to delete: at least 7 days pass between the two. */
export async function keysPendingDeletion(
  stage: Stage,
  keyIds: readonly string[],
): Promise<KeyPendingDeletion[]> {
  const client = new KMSClient(awsSettings(stage));
  const pending: KeyPendingDeletion[] = [];
  for (const KeyId of keyIds) {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    if (KeyMetadata?.KeyState === 'PendingDeletion')
      pending.push({
        keyId: KeyId,
        deletionDate: KeyMetadata.DeletionDate?.toISOString() ?? 'a date unknown',
      });
  }
  return pending;
}
