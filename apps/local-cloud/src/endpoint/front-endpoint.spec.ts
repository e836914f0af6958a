import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { DescribeCacheClustersCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import getPort from 'get-port';
import { newCredentials } from '../aws-credentials.ts';
import { FrontEndpoint } from './front-endpoint.ts';
import { violationsFile } from './request-violations.ts';

const credentials = newCredentials('LMSO');
const region = 'sa-east-1';

let emulator: Server;
let endpoint: FrontEndpoint;
let port: number;
let asked: string[];
/** What the emulator answers. */
let status: number;
let found: string | undefined;
let logs: string;

beforeEach(async () => {
  asked = [];
  status = 200;
  found = undefined;
  logs = mkdtempSync(join(tmpdir(), 'endpoint-'));
  const emulatorPort = await getPort();
  port = await getPort();
  emulator = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['x-amz-target']} ${await text(request)}`);
    response.writeHead(request.url === '/missing' ? 404 : status, [
      ...['x-amzn-requestid', '1', 'Access-Control-Allow-Origin', '*', 'access-control-max-age', '86400'],
      ...(found === undefined ? [] : ['x-violations', '1']),
    ]);
    response.end(status === 204 ? undefined : (found ?? 'answered by the emulator'));
  });
  await new Promise<void>((resolve) => emulator.listen(emulatorPort, '127.0.0.1', resolve));
  const answer = (words: string) => async (_: unknown, response: { end(body: string): unknown }) =>
    void response.end(words);
  endpoint = new FrontEndpoint({
    autoscaling: answer('answered by autoscaling'),
    fis: answer('answered by fault injection'),
    faults: answer('broken as asked'),
    credentials,
    credentialsFile: '/srv/lms/.local-cloud/aws-credentials',
    violationsFile: violationsFile(logs),
    emulator: { host: '127.0.0.1', port: emulatorPort },
    port,
  });
  await endpoint.start();
});

afterEach(async () => {
  await endpoint.stop();
  emulator.closeAllConnections();
  emulator.close();
  rmSync(logs, { recursive: true });
});

interface Ask {
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
  readonly service?: string;
  readonly signedBy?: typeof credentials;
  readonly signingDate?: Date;
  /** What becomes of the request on its way, after it was signed. */
  readonly forged?: Readonly<Record<string, string>>;
}

/** A request as AWS's own clients sign it. */
async function ask(asking: Ask = {}) {
  const { path = '/', query = {}, method = 'POST', body = 'the body', service = 'ecs' } = asking;
  const host = asking.host ?? `127.0.0.1:${port}`;
  const signer = new SignatureV4({
    credentials: asking.signedBy ?? credentials,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const unsigned = { method, protocol: 'http:', hostname: host, path, query, body };
  const headers = { host, ...asking.headers };
  const signed = await signer.sign(
    { ...unsigned, headers },
    { signingDate: asking.signingDate ?? new Date() },
  );
  const search = new URLSearchParams(query).toString();
  const target = search === '' ? path : `${path}?${search}`;
  return send(target, method, { ...signed.headers, ...asking.forged }, body);
}

async function send(target: string, method: string, headers: Record<string, string>, body = '') {
  const request = httpRequest({ host: '127.0.0.1', port, path: target, method, headers }).end(body);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
  });
  return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
}

const target = (operation: string) => ({ headers: { 'x-amz-target': operation } });

it('passes a signed request on as it is, and the answer back', async () => {
  const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListTasks' };
  const answer = await ask({ path: '/path', query: { query: 'a value' }, headers });
  expect(answer).toMatchObject({ status: 200, headers: { 'x-amzn-requestid': '1' } });
  expect(asked).toEqual(['POST /path?query=a+value AmazonEC2ContainerServiceV20141113.ListTasks the body']);
  expect((await ask({ path: '/missing' })).status).toBe(404);
});

it('lets no web page read an answer', async () => {
  const { headers } = await ask();
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

it('answers Application Auto Scaling itself, once the request was checked', async () => {
  status = 204;
  const answer = await ask({
    ...target('AnyScaleFrontendService.DescribeScalableTargets'),
    service: 'application-autoscaling',
  });
  expect(answer.text).toBe('answered by autoscaling');
});

describe("a request that AWS's service model does not admit", () => {
  const violation = {
    member: 'UserId',
    rule: 'Member must have length less than or equal to 40',
    value: '"lms"',
  };
  const violations = { service: 'elasticache', operation: 'CreateUser', violations: [violation] };

  beforeEach(() => {
    status = 400;
    found = JSON.stringify(violations);
  });

  it('is refused in the words of AWS, as the SDK shows it', async () => {
    const client = new ElastiCacheClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials });
    await expect(client.send(new DescribeCacheClustersCommand())).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        `1 validation error detected: Value "lms" at 'UserId' failed to satisfy constraint: ` +
        "Member must have length less than or equal to 40 (AWS's service model, elasticache:CreateUser)",
    });
  });

  it('is not answered by Application Auto Scaling', async () => {
    const answer = await ask({ service: 'application-autoscaling' });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining("at 'UserId' failed") });
  });

  it('is written down, for the integration test', async () => {
    await ask();
    const lines = readFileSync(violationsFile(logs), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining(violations)]);
  });
});

it('takes signed orders to break something', async () => {
  const path = '/_local/faults/lose-zone';
  expect((await ask({ path, service: 'local-cloud' })).text).toBe('broken as asked');
  expect((await send(path, 'POST', {})).status).toBe(403);
});

it.each(['/_local-cloud/start-task', '/_ministack/health', '/_aws/ses', '/_alb/x'])(
  'passes nothing on to %s, signed or not',
  async (path) => {
    expect((await ask({ path })).status).toBe(404);
    expect(asked).toEqual([]);
  },
);

it.each(['lambda', 'glue', 'states'])('says that the local stage has no %s', async (service) => {
  const { status, text: said } = await ask({ path: '/2015-03-31/functions', service });
  expect({ status, said }).toEqual({ status: 501, said: expect.stringContaining(`has no ${service}`) });
  expect(asked).toEqual([]);
});

it('answers S3 Control, which takes it for the proxy to a host that nobody knows', async () => {
  const host = `000000000000.127.0.0.1:${port}`;
  const path = '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Alogs';
  const headers = { host };
  const signer = new SignatureV4({
    credentials,
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const request = { method: 'GET', protocol: 'http:', hostname: host, path, headers };
  const signed = await signer.sign(request);
  expect((await send(`http://${host}${path}`, 'GET', signed.headers)).status).toBe(200);
  expect(asked).toEqual([`GET ${path} undefined `]);
});

describe('a request that is not of this start of the local cloud', () => {
  const secretOnly = { accessKeyId: credentials.accessKeyId, secretAccessKey: 'other' };
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  it.each<[string, Ask, string]>([
    [
      'of any credentials',
      { signedBy: { accessKeyId: 'any', secretAccessKey: 'any' } },
      'InvalidClientTokenId',
    ],
    ["of a task's credentials", { signedBy: newCredentials('LMST') }, 'InvalidClientTokenId'],
    ['of another secret', { signedBy: secretOnly }, 'SignatureDoesNotMatch'],
    ['of 16 minutes ago', { signingDate: minutes(-16) }, 'SignatureDoesNotMatch'],
    ['of 16 minutes ahead', { signingDate: minutes(16) }, 'SignatureDoesNotMatch'],
    [
      'whose target was changed',
      { ...target('A.List'), forged: { 'x-amz-target': 'A.Delete' } },
      'SignatureDoesNotMatch',
    ],
    ['without a date', { forged: { 'x-amz-date': 'yesterday' } }, 'SignatureDoesNotMatch'],
    ['of another scheme', { forged: { authorization: 'Bearer token' } }, 'IncompleteSignature'],
  ])('is refused: %s', async (_, asking, code) => {
    const { status, text: said } = await ask(asking);
    expect({ status, ...JSON.parse(said) }).toEqual({
      status: 403,
      __type: code,
      message: expect.stringContaining('AWS_SHARED_CREDENTIALS_FILE=/srv/lms/.local-cloud/aws-credentials'),
    });
    expect(asked).toEqual([]);
  });

  it('is refused when it is not signed', async () => {
    const { status, text: said } = await send('/2015-03-31/functions', 'POST', { host: `localhost:${port}` });
    expect({ status, ...JSON.parse(said) }).toMatchObject({
      status: 403,
      __type: 'MissingAuthenticationToken',
    });
  });

  it('is refused when its body is another one than was signed', async () => {
    const { headers } = await signedHeaders();
    expect((await send('/', 'POST', headers, 'another one')).status).toBe(403);
    expect((await send('/', 'POST', headers, 'the body')).status).toBe(200);
  });

  const signedHeaders = () => {
    const signer = new SignatureV4({ credentials, region, service: 'ecs', sha256: Sha256 });
    const host = `127.0.0.1:${port}`;
    const request = { method: 'POST', protocol: 'http:', hostname: host, path: '/', headers: { host } };
    return signer.sign({ ...request, body: 'the body' });
  };

  it.each([
    ['JSON 1.1', (settings: object) => new ECSClient(settings).send(new ListClustersCommand())],
    ['EC2', (settings: object) => new EC2Client(settings).send(new DescribeVpcsCommand())],
    ['REST-JSON', (settings: object) => new EFSClient(settings).send(new DescribeFileSystemsCommand())],
    ['Query', (settings: object) => new ElastiCacheClient(settings).send(new DescribeCacheClustersCommand())],
    ['CBOR', (settings: object) => new CloudWatchClient(settings).send(new ListMetricsCommand())],
  ])('is told why in %s, as the SDK shows it', async (_, call) => {
    const settings = { endpoint: `http://127.0.0.1:${port}`, region };
    await expect(call({ ...settings, credentials: newCredentials('LMSO') })).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: expect.stringContaining('/srv/lms/.local-cloud/aws-credentials'),
    });
    await expect(call({ ...settings, credentials })).rejects.not.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });
});

describe('a request of a web page', () => {
  it.each<[string, Record<string, string>]>([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['no origin of its own', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['this machine, at another port', { 'sec-fetch-site': 'same-site' }],
  ])('is refused although it is signed: %s', async (_, headers) => {
    for (const method of ['POST', 'OPTIONS']) {
      const answer = await ask({ method, headers });
      expect(answer.status).toBe(403);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(asked).toEqual([]);
  });

  it.each([
    'evil.example',
    'evil.example:14566',
    '127.0.0.1.evil.example',
    '127.0.0.1:1',
    '1.127.0.0.1:14566',
    '',
  ])('is refused when a name server says that its host is here: "%s"', async (host) => {
    const rebound = host.replace('14566', String(port));
    expect((await ask({ host: rebound })).status).toBe(403);
    expect((await send(`http://${rebound}/`, 'GET', { host: `127.0.0.1:${port}` })).status).toBe(403);
    expect(asked).toEqual([]);
  });
});

it('says so when the emulator is gone', async () => {
  emulator.closeAllConnections();
  await new Promise((resolve) => emulator.close(resolve));
  expect((await ask()).status).toBe(502);
});
