import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import getPort from 'get-port';
import { FrontEndpoint } from './front-endpoint.ts';

let emulator: Server;
let endpoint: FrontEndpoint;
let url: string;

beforeEach(async () => {
  const [port, emulatorPort] = [await getPort(), await getPort()];
  url = `http://127.0.0.1:${port}`;
  emulator = createServer(async (request, response) => {
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'x-amzn-requestid': '1' });
    response.end(
      `${request.method} ${request.url} ${request.headers['x-amz-target']} ${await text(request)}`,
    );
  });
  await new Promise<void>((resolve) => emulator.listen(emulatorPort, '127.0.0.1', resolve));
  const autoscaling = async (_request: unknown, response: { end(body: string): unknown }) =>
    void response.end('answered by autoscaling');
  const faults = async (_request: unknown, response: { end(body: string): unknown }) =>
    void response.end('broken as asked');
  endpoint = new FrontEndpoint({ autoscaling, faults, port, emulatorPort });
  await endpoint.start();
});

afterEach(async () => {
  await endpoint.stop();
  emulator.closeAllConnections();
  emulator.close();
});

const post = (target: string, path = '/') =>
  fetch(url + path, { method: 'POST', body: 'the body', headers: { 'x-amz-target': target } });

it('passes a request on as it is, and the answer back', async () => {
  const answer = await post('AmazonEC2ContainerServiceV20141113.ListTasks', '/path?query=1');
  expect(answer.headers.get('x-amzn-requestid')).toBe('1');
  expect(await answer.text()).toBe(
    'POST /path?query=1 AmazonEC2ContainerServiceV20141113.ListTasks the body',
  );
  expect((await post('AmazonEC2ContainerServiceV20141113.ListTasks', '/missing')).status).toBe(404);
});

it('answers Application Auto Scaling itself', async () => {
  const answer = await post('AnyScaleFrontendService.DescribeScalableTargets');
  expect(await answer.text()).toBe('answered by autoscaling');
});

it('answers who asks for a host that nobody knows, and takes it for the proxy', async () => {
  const asked = request(url, { path: 'http://000000000000.127.0.0.1:14566/v20180820/tags/arn?x=1' }).end();
  const answer = await new Promise<IncomingMessage>((resolve) => asked.on('response', resolve));
  expect(await text(answer)).toContain('GET /v20180820/tags/arn?x=1 ');
});

it('takes orders to break something', async () => {
  expect(await (await fetch(`${url}/_local/faults/lose-zone`, { method: 'POST' })).text()).toBe(
    'broken as asked',
  );
});

it('says so when the emulator is gone', async () => {
  emulator.closeAllConnections();
  await new Promise((resolve) => emulator.close(resolve));
  expect((await post('AmazonEC2ContainerServiceV20141113.ListTasks')).status).toBe(502);
});
