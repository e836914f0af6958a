import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { localCredentialsFile } from '../src/aws.ts';
import { localStage } from '../src/stages/local.ts';
import { outputs, request } from './deployed-stage.ts';
import { listeningSockets } from './listening-sockets.ts';
import { asNobody, type Attempt } from './other-user.ts';
import { signedHeaders } from './signed-request.ts';

jest.setTimeout(60_000);

const document = readFileSync(join(import.meta.dirname, '../../../docs/emulation.md'), 'utf8');
const section = document.split('\n## Listeners\n')[1]?.split('\n## ')[0] ?? '';

/** The addresses in the table; `<zone>` and `<number>` stand for any. */
const documented = [...section.matchAll(/`(127\.[^`]+)`/g)].map(
  ([, address = '']) => new RegExp(`^${address.replaceAll('.', '\\.').replace(/<\w+>/g, '\\d+')}$`),
);

const port = (url: string | undefined) => Number(new URL(url ?? '').port);
const endpointPort = port(outputs.awsEndpoint ?? 'http://127.0.0.1:14566');
const loopback = '127.0.0.1';
const plain = (path: string, method = 'GET') =>
  `${method} ${path} HTTP/1.1\r\nHost: localhost:${endpointPort}\r\n\r\n`;
const redis = (...words: string[]): Attempt => ({
  connect: { host: '127.11.0.1', port: localStage.cache.port, tls: true },
  send: `${words.join(' ')}\r\n`,
});

/** PostgreSQL's first message of a client that asks for no TLS. */
function startup(user: string): string {
  const parameters = Buffer.from(`user\0${user}\0database\0lms\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, parameters]).toString('latin1');
}

async function ask(target: string, at: number, headers: Readonly<Record<string, string>>, method = 'POST') {
  const asking = httpRequest({ host: loopback, port: at, path: target, method, headers }).end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asking.on('response', resolve).on('error', reject);
  });
  return { status: answer.statusCode, headers: Object.keys(answer.headers), text: await text(answer) };
}

// On AWS nothing listens on this machine.
(outputs.awsEndpoint ? describe : describe.skip)('what listens on this machine', () => {
  it('is in the table of listeners, and what is in the table listens', () => {
    const { tcp } = listeningSockets();
    expect(tcp.filter((address) => !documented.some((pattern) => pattern.test(address)))).toEqual([]);
    expect(documented.filter((pattern) => !tcp.some((address) => pattern.test(address)))).toEqual([]);
  });

  // Only root can be another user for a moment.
  (process.getuid?.() === 0 ? it : it.skip)('gives nothing to another user of this machine', () => {
    const { unix } = listeningSockets();
    expect(unix.length).toBeGreaterThan(2);
    const http = (send: string): Attempt => ({ connect: { host: loopback, port: endpointPort }, send });
    const attempts: [Attempt, RegExp][] = [
      ...unix.map((path): [Attempt, RegExp] => [{ connect: { path } }, /^EACCES$/]),
      [{ read: localCredentialsFile }, /^EACCES$/],
      [http(plain('/2015-03-31/functions')), /^HTTP\/1.1 403 [^]*MissingAuthenticationToken/],
      [http(plain('/_local/faults/lose-zone', 'POST')), /^HTTP\/1.1 403 /],
      [http(plain('/_ministack/health')), /^HTTP\/1.1 403 /],
      [http(plain('/_local-cloud/start-task', 'POST')), /^HTTP\/1.1 403 /],
      [
        {
          connect: { host: loopback, port: endpointPort + 1 },
          send: plain('/v2/credentials/00000000-0000-4000-8000-000000000000').replace(
            /:\d+/,
            `:${endpointPort + 1}`,
          ),
        },
        /^HTTP\/1.1 404 /,
      ],
      [
        { connect: { host: '127.13.0.1', port: localStage.database.port }, send: startup('postgres') },
        /no pg_hba\.conf entry .* no encryption/,
      ],
      [redis('PING'), /^-NOAUTH/],
      [redis('AUTH', 'default', 'any'), /^-WRONGPASS/],
      [redis('AUTH', 'local-cloud', 'any'), /^-WRONGPASS/],
    ];
    const outcomes = asNobody(attempts.map(([attempt]) => attempt));
    expect(outcomes).toEqual(attempts.map(([, outcome]) => expect.stringMatching(outcome)));
  });

  it.each<[string, Record<string, string>]>([
    ['has a foreign origin', { origin: 'https://evil.example' }],
    ['is from another site', { 'sec-fetch-site': 'cross-site' }],
    ['has a host that a name server leads here', { host: 'evil.example' }],
  ])('does nothing for a web page, though its request were signed: %s', async (_, headers) => {
    for (const at of [endpointPort, endpointPort + 1]) {
      const host = `127.0.0.1:${at}`;
      const signed = await signedHeaders({ method: 'POST', path: '/', headers: { host, ...headers } });
      for (const method of ['POST', 'OPTIONS']) {
        const answer = await ask('/', at, signed, method);
        expect([403, 404]).toContain(answer.status);
        expect(answer.headers.filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });

  it('lets no web page read what the LMS answers', async () => {
    const { headers } = await request('/readyz', { headers: { origin: 'https://evil.example' } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
