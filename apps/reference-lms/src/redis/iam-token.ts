import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentityProvider } from '@smithy/types';

/** The longest validity that ElastiCache accepts (ElastiCache user guide, "Authenticating with IAM"). */
const validSeconds = 15 * 60;

export interface IamTokenProps {
  readonly region: string;
  readonly replicationGroupId: string;
  /** Name of the ElastiCache user, which is its id as well. */
  readonly user: string;
  readonly credentials: AwsCredentialIdentityProvider;
}

/**
 * Signs what an ElastiCache user with IAM authentication gives as its password: a presigned request without its scheme.
 * It is checked when a connection is made only, so it is signed anew for each and never kept.
 */
export async function signIamToken(
  { region, replicationGroupId, user, credentials }: IamTokenProps,
  signingDate = new Date(),
): Promise<string> {
  const signer = new SignatureV4({ service: 'elasticache', region, credentials, sha256: Sha256 });
  const { hostname, path, query } = await signer.presign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname: replicationGroupId,
      path: '/',
      query: { Action: 'connect', User: user },
      headers: { host: replicationGroupId },
    },
    { expiresIn: validSeconds, signingDate },
  );
  return `${hostname}${path}?${new URLSearchParams(query as Record<string, string>)}`;
}
