import type { IncomingMessage } from 'node:http';

/** This machine, and below it the account, at which S3 Control is asked: no name server knows that one. */
const OWN_HOST = /^(?:\d{12}\.)?(?:127\.0\.0\.1|localhost):(\d+)$/;

/**
 * A browser on this machine reaches loopback for whatever page is open in it, and a name server may say that a page's own
 * host is 127.0.0.1. Programs send none of what gives a page away.
 *
 * @returns why a request is none of a program's on this machine; undefined when it may be one
 */
export function foreignness({ headers, url = '/', socket }: IncomingMessage): string | undefined {
  if (headers.origin !== undefined) return 'web pages are not answered here (Origin)';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') return 'web pages are not answered here (Sec-Fetch-Site)';
  const [, target] = /^[a-z]+:\/\/([^/]*)/i.exec(url) ?? [];
  const isOwn = (host: string) => OWN_HOST.exec(host)?.[1] === String(socket.localPort);
  if (!isOwn(headers.host ?? '') || (target !== undefined && !isOwn(target)))
    return 'only the hosts 127.0.0.1 and localhost are answered here (Host)';
  return undefined;
}
