import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AwsCredentials } from '../aws-credentials.ts';
import { AwsError } from './aws-error.ts';
import type { ReceivedRequest } from './received-request.ts';

/** AWS's own (AWS IAM, "Signature Version 4": "Elements of an AWS API request signature"). */
const MINUTES_VALID = 15;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;_-]+),\s*Signature=([0-9a-f]{64})$/;

/** The service that a request says it is signed for, before anything is verified. */
export const signedService = ({ headers }: Pick<ReceivedRequest, 'headers'>): string | undefined =>
  AUTHORIZATION.exec(headers.authorization ?? '')?.[3];

/**
 * Verifies Signature Version 4 as AWS does, by signing the request again.
 *
 * @param hint says where a person finds the credentials
 * @returns the service that the request is signed for
 * @throws AwsError with AWS's code
 */
export async function verifySignature(
  request: ReceivedRequest,
  credentials: AwsCredentials,
  hint: string,
  now = new Date(),
): Promise<string> {
  const refuse = (code: string, reason: string) => new AwsError(403, code, `${reason} ${hint}`);
  const { authorization } = request.headers;
  if (authorization === undefined)
    throw refuse('MissingAuthenticationToken', 'The request is not signed (Signature Version 4).');
  const [, accessKeyId, region = '', service = '', names = '', signature = ''] =
    AUTHORIZATION.exec(authorization) ?? [];
  const signedHeaders = names.split(';');
  if (accessKeyId === undefined || !signedHeaders.includes('host'))
    throw refuse('IncompleteSignature', 'The Authorization header is not of Signature Version 4.');
  if (!equal(accessKeyId, credentials.accessKeyId))
    throw refuse('InvalidClientTokenId', 'The access key id is not the one of this start.');

  const date = signingDate(request.headers['x-amz-date']);
  if (date === undefined || Math.abs(now.getTime() - date.getTime()) > MINUTES_VALID * 60_000)
    throw refuse('SignatureDoesNotMatch', `X-Amz-Date is not within ${MINUTES_VALID} minutes of now.`);
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
    // S3's keys are names with slashes, dots and whatever: their path is signed as it is sent.
    uriEscapePath: service !== 's3',
  });
  const signed = await signer.sign(signable(request, signedHeaders), {
    signingDate: date,
    signableHeaders: new Set(signedHeaders),
  });
  const [, , , , , expected = ''] = AUTHORIZATION.exec(signed.headers['authorization'] ?? '') ?? [];
  if (!equal(signature, expected) || !hasSignedBody(request))
    throw refuse('SignatureDoesNotMatch', 'The signature is not of this request and this secret access key.');
  return service;
}

function signable({ method, url, headers, body }: ReceivedRequest, signedHeaders: readonly string[]) {
  const [path = '/', search = ''] = url.split(/\?(.*)/s);
  const query: Record<string, string | string[]> = {};
  const parameters = new URLSearchParams(search);
  for (const name of new Set(parameters.keys())) query[name] = parameters.getAll(name);
  const values = signedHeaders.map((name) => [name, String(headers[name] ?? '')]);
  return {
    method,
    protocol: 'http:',
    hostname: headers.host ?? '',
    path,
    query,
    headers: Object.fromEntries(values) as Record<string, string>,
    body,
  };
}

/** Where a request tells the hash of its body, the signature is of that. `UNSIGNED-PAYLOAD` and the like tell none. */
function hasSignedBody({ headers, body }: ReceivedRequest): boolean {
  const told = headers['x-amz-content-sha256'];
  if (typeof told !== 'string' || !/^[0-9a-f]{64}$/.test(told)) return true;
  return equal(told, createHash('sha256').update(body).digest('hex'));
}

/** `20261128T075418Z` */
function signingDate(text: unknown): Date | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(text)) ?? [];
  const [year, month, day, hours, minutes, seconds] = parts;
  return year === undefined ? undefined : new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}

/** In a time that does not tell how much of it is right. */
function equal(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}
