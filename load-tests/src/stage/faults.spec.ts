import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { faultsOf } from './faults.ts';

const region = 'sa-east-1';
const folder = mkdtempSync(join(tmpdir(), 'load-tests-faults-'));
const awsCredentialsFile = join(folder, 'aws-credentials');
writeFileSync(awsCredentialsFile, '[default]\naws_access_key_id = KEY\naws_secret_access_key = any\n');

let server: Server;
let awsEndpoint: string;
let orders: string[];
let signers: Set<string>;
/** What the stage answers, one after the other; the last one again and again. */
let answers: [status: number, body: unknown][];

beforeEach(async () => {
  orders = [];
  signers = new Set();
  server = createServer(async (request, response) => {
    const body = await text(request);
    orders.push(`${request.method} ${request.url} ${body.replace(/"clientToken":"[^"]+",/, '')}`.trim());
    signers.add(
      /Credential=(\S+?)\/\d+\/\S+?\/(\S+?)\//
        .exec(request.headers.authorization ?? '')
        ?.slice(1)
        .join(' ') ?? '',
    );
    const [status, answer] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, ''];
    response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  awsEndpoint = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

it('are ordered where the local stage has its AWS API', async () => {
  answers = [
    [204, ''],
    [204, ''],
    [204, ''],
    [400, 'no task arn:gone runs'],
  ];
  const faults = faultsOf({ awsEndpoint, awsCredentialsFile, region });
  expect(await faults.killTask(['arn:task'])).toBe('arn:task');
  await faults.loseZone('sa-east-1a');
  await faults.restoreZone('sa-east-1a');
  await expect(faults.killTask(['arn:gone'])).rejects.toThrow('no task arn:gone runs');
  expect(orders.slice(0, 3)).toEqual([
    'POST /_local/faults/kill-task {"taskArn":"arn:task"}',
    'POST /_local/faults/lose-zone {"zone":"sa-east-1a"}',
    'POST /_local/faults/restore-zone {"zone":"sa-east-1a"}',
  ]);
  expect([...signers]).toEqual(['KEY local-cloud']);
});

describe('where the stage has experiments', () => {
  const experimentTemplateIds = { task: 'EXT0', 'sa-east-1a': 'EXT1' };
  const experiment = (status: string, id = 'EXP1') => ({
    id,
    experimentTemplateId: 'EXT1',
    creationTime: 1,
    state: { status, reason: 'the alarm says so' },
  });
  const one = (status: string): [number, unknown] => [200, { experiment: experiment(status) }];
  const many = (...statuses: string[]): [number, unknown] => [
    200,
    { experiments: statuses.map((status, index) => experiment(status, `EXP${index}`)), nextToken: null },
  ];
  const faults = () => faultsOf({ awsEndpoint, awsCredentialsFile, region, experimentTemplateIds });

  it('a zone is lost by the experiment of that zone, once it runs', async () => {
    answers = [one('pending'), one('initiating'), one('running')];
    await faults().loseZone('sa-east-1a');
    expect(orders).toEqual([
      'POST /experiments {"experimentTemplateId":"EXT1"}',
      'GET /experiments/EXP1',
      'GET /experiments/EXP1',
    ]);
    expect([...signers]).toEqual(['KEY fis']);
  });

  it('a zone is not lost when an alarm keeps the experiment from starting', async () => {
    answers = [one('pending'), one('stopped')];
    await expect(faults().loseZone('sa-east-1a')).rejects.toThrow('is stopped: the alarm says so');
  });

  it('a zone is given back by whoever comes next: experiments that go on are stopped', async () => {
    answers = [many('completed', 'running'), one('stopping'), one('stopping'), one('stopped')];
    await faults().restoreZone('sa-east-1a');
    expect(orders).toEqual([
      'GET /experiments',
      'DELETE /experiments/EXP1',
      'GET /experiments/EXP1',
      'GET /experiments/EXP1',
    ]);
  });

  it.each([
    ['running', undefined],
    ['completed', undefined],
    ['stopped', 'is stopped: the alarm says so'],
  ])('a zone whose experiment is %s was lost to the end, or it says why not', async (status, reason) => {
    answers = [many(status)];
    const held = faults().requireLost('sa-east-1a');
    await (reason ? expect(held).rejects.toThrow(reason) : held);
  });

  it('a zone without an experiment is refused', async () => {
    await expect(faults().loseZone('sa-east-1d')).rejects.toThrow('no experiment for sa-east-1d');
  });

  it('the local stage still kills by SIGKILL, which FIS does not', async () => {
    answers = [[204, '']];
    const { killsBy, killTask } = faults();
    expect([killsBy, await killTask(['arn:task'])]).toEqual(['SIGKILL', 'arn:task']);
    expect(orders).toEqual(['POST /_local/faults/kill-task {"taskArn":"arn:task"}']);
  });

  it('on AWS FIS stops a task', () => {
    expect(faultsOf({ region, experimentTemplateIds }).killsBy).toBe('SIGTERM from AWS FIS');
  });
});

it('are refused on AWS where the stage has no experiments, with the setting that makes them', () => {
  expect(() => faultsOf({ region })).toThrow(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining('faultExperiments: true') }),
  );
});
