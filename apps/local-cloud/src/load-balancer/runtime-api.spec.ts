import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuntimeApi } from './runtime-api.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runtime-api-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('a server that is added keeps its connections for later requests', async () => {
  const socket = join(folder, 'runtime.sock');
  const orders: string[] = [];
  const haproxy = createServer((connection) =>
    connection.on('data', (order) => {
      orders.push(order.toString().trim());
      connection.end('New server registered.');
    }),
  ).listen(socket);
  await once(haproxy, 'listening');
  await new RuntimeApi(socket).addServer('lms', 'one', '127.10.0.1:8080', 'check').catch(() => undefined);
  haproxy.close();
  expect(orders[0]).toMatch(
    /add server lms\/one 127\.10\.0\.1:8080 weight 100 check pool-max-conn -1 pool-purge-delay [1-9]/,
  );
});

it('goes on with a server that is there already, since the answer was not heard', async () => {
  const socket = join(folder, 'runtime.sock');
  const orders: string[] = [];
  const haproxy = createServer((connection) =>
    connection.on('data', (data) => {
      const order = data.toString().trim();
      orders.push(order);
      const isKnown = order.startsWith('add server');
      connection.end(isKnown ? 'Already exists a server with the same name in backend.\n' : '');
    }),
  ).listen(socket);
  await once(haproxy, 'listening');
  await new RuntimeApi(socket).addServer('lms', 'one', '127.10.0.1:8080', 'check');
  haproxy.close();
  expect(orders.slice(1)).toEqual(['enable health lms/one', 'set server lms/one state drain']);
});

it('says that HAProxy does not answer instead of waiting for it for ever', async () => {
  const socket = join(folder, 'runtime.sock');
  const connections: Socket[] = [];
  const silent = createServer((connection) => connections.push(connection)).listen(socket);
  await once(silent, 'listening');
  await expect(new RuntimeApi(socket, 0.05).servers()).rejects.toThrow(
    'HAProxy did not answer "show stat -1 4 -1" within 0.05 s',
  );
  connections.forEach((connection) => connection.destroy());
  silent.close();
});
