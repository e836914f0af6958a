import { createServer, type Server } from 'node:http';
import getPort from 'get-port';
import { receive } from '../endpoint/received-request.ts';
import type { ZoneResident } from '../types.ts';
import { Faults } from './faults.ts';
import { createFaultsHandler } from './http-handler.ts';

const running = 'arn:aws:ecs:sa-east-1:000000000000:task/lms/1';

let server: Server;
let url: string;
let killed: string[];
let lost: string[];

beforeEach(async () => {
  killed = [];
  lost = [];
  const resident = (name: string): ZoneResident => ({
    loseZone: (zone) => void lost.push(`${name} in ${zone}`),
    restoreZone: (zone) => void (lost = lost.filter((each) => each !== `${name} in ${zone}`)),
  });
  const tasks = { killTask: (taskArn: string) => taskArn === running && killed.push(taskArn) > 0 };
  const faults = new Faults(['a', 'b'], tasks, [resident('tasks'), resident('redis')]);
  const port = await getPort();
  const handle = createFaultsHandler(faults);
  server = createServer(async (request, response) => handle(await receive(request), response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${port}/_local/faults/`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const post = (verb: string, body: string) => fetch(url + verb, { method: 'POST', body });

it('kills the process of a task', async () => {
  expect((await post('kill-task', JSON.stringify({ taskArn: running }))).status).toBe(204);
  expect(killed).toEqual([running]);
});

it('loses all that is in a zone, until it is restored', async () => {
  expect((await post('lose-zone', '{"zone":"b"}')).status).toBe(204);
  expect(lost).toEqual(['tasks in b', 'redis in b']);
  expect((await post('restore-zone', '{"zone":"b"}')).status).toBe(204);
  expect(lost).toEqual([]);
});

it.each([
  ['kill-task', '{"taskArn":"arn:other"}', 400, 'no task arn:other runs'],
  ['lose-zone', '{"zone":"c"}', 400, 'zone must be one of a, b, got c'],
  ['restore-zone', '{}', 400, 'zone'],
  ['lose-zone', 'b', 400, 'the body is not JSON'],
  ['lose-region', '{}', 404, 'kill-task | lose-zone | restore-zone'],
])('refuses %s %s', async (verb, body, status, reason) => {
  const answer = await post(verb, body);
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(reason)]);
  expect([...killed, ...lost]).toEqual([]);
});
