import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request whose body has come. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they were sent, without an origin. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values one after the other, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Far beyond what a stack or a metric is made of. */
const MIB_OF_BODY = 16;

/** @throws RequestTooLarge */
export async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const { method = 'GET', url = '/', headers, rawHeaders } = request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MIB_OF_BODY * 2 ** 20) throw new RequestTooLarge(`a request has at most ${MIB_OF_BODY} MiB`);
    chunks.push(chunk);
  }
  return { method, url: withoutOrigin(url), headers, rawHeaders, body: Buffer.concat(chunks) };
}

export class RequestTooLarge extends Error {}

/** Who takes an endpoint for a proxy asks for a whole URL. */
const withoutOrigin = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');
