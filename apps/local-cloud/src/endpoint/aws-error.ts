import { cbor } from '@smithy/core/cbor';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** A refusal as AWS would say it. */
export class AwsError extends Error {
  readonly status: number;
  /** AWS's name of the error. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Answers in the protocol that the service's clients speak, so that they show the message.
 *
 * @param service as the request's signature names it, if it has one
 */
export function sendAwsError(
  response: ServerResponse,
  { status, code, message }: AwsError,
  { headers, service }: { readonly headers: IncomingHttpHeaders; readonly service: string | undefined },
): void {
  const [contentType, body] = spell(code, message, headers, service);
  response.writeHead(status, {
    'content-type': contentType,
    // For REST-JSON; the others do not look at it.
    'x-amzn-errortype': code,
    'x-amzn-requestid': randomUUID(),
    ...(headers['smithy-protocol'] === undefined ? {} : { 'smithy-protocol': headers['smithy-protocol'] }),
  });
  response.end(body);
}

function spell(
  code: string,
  message: string,
  headers: IncomingHttpHeaders,
  service: string | undefined,
): [contentType: string, body: string | Uint8Array] {
  const contentType = headers['content-type'] ?? '';
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  if (service === 's3') return ['application/xml', error];
  if (service === 'ec2') return ['text/xml', `<Response><Errors>${error}</Errors></Response>`];
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return ['text/xml', `<ErrorResponse>${error}</ErrorResponse>`];
  if (contentType === 'application/cbor') return [contentType, cbor.serialize({ __type: code, message })];
  return ['application/json', JSON.stringify({ __type: code, message })];
}

const escapeXml = (text: string) =>
  text.replace(/[&<>]/g, (character) => `&#${String(character.charCodeAt(0))};`);
