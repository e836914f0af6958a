import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { aws } from './deployed-stage.ts';

/** Asks the local stage's AWS endpoint what no AWS client asks. */
export async function signedRequest(method: string, path: string, body = ''): Promise<Response> {
  if (aws.endpoint === undefined) throw new Error('only the local stage is asked so');
  const { host, hostname, protocol } = new URL(aws.endpoint);
  const { region, credentials } = aws;
  const signer = new SignatureV4({ service: 'local-cloud', region, credentials, sha256: Sha256 });
  const signed = await signer.sign({ method, protocol, hostname, path, headers: { host }, body });
  return fetch(new URL(path, aws.endpoint), { method, headers: signed.headers, body: body || null });
}
