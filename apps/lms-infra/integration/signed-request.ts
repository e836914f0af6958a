import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { aws } from './deployed-stage.ts';

export interface RequestToSign {
  readonly method: string;
  readonly path: string;
  /** The host that is asked is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** @default - empty */
  readonly body?: string;
}

/** For what no AWS client asks at the local stage's AWS endpoint. */
export async function signedHeaders(request: RequestToSign): Promise<Record<string, string>> {
  if (aws.endpoint === undefined) throw new Error('only the local stage is asked so');
  const { region, credentials } = aws;
  const signer = new SignatureV4({ service: 'local-cloud', region, credentials, sha256: Sha256 });
  const { hostname, protocol } = new URL(aws.endpoint);
  const { headers } = await signer.sign({ protocol, hostname, ...request, headers: { ...request.headers } });
  return headers;
}
