import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Destination } from './destinations.ts';
import { deployedNetwork, task } from '../testing/network.ts';
import { TaskNetwork } from './task-network.ts';

const folder = mkdtempSync(join(tmpdir(), 'guard-'));
const file = join(folder, 'task 1.json');
const { nodeOption } = new TaskNetwork(deployedNetwork, { at: task, address: '127.10.0.1', file });
// A process for each test.
jest.setTimeout(60_000);

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((socket) => socket.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const reach = (...destinations: Destination[]) => writeFileSync(file, JSON.stringify(destinations));
const open = (): Destination => ({ range: '127.0.0.0/8', ports: [[port, port]], otherwise: 'no port' });
const closed: Destination = { range: '127.0.0.1/32', ports: [], otherwise: 'no rule admits it' };

/** Runs a Node program under the guard, as a task's container does. */
async function run(program: string): Promise<{ stdout: string; stderr: string }> {
  const env = { PATH: process.env['PATH'], NODE_OPTIONS: nodeOption };
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env });
}

/** A program that tells what becomes of a connection within half a second; by default, to the server. */
const connection = (connect = 'net.connect', options: object = {}) => `
  import http from 'node:http';
  import net from 'node:net';
  import tls from 'node:tls';
  const socket = ${connect}(${JSON.stringify({ host: '127.0.0.1', port, family: 4, timeout: 500, ...options })});
  const text = await new Promise((tell) => {
    socket.on('timeout', () => tell('no answer'));
    socket.on('data', (data) => tell(String(data)));
    socket.on('error', ({ code }) => tell(code));
  });
  console.log(text);
  socket.destroy();`;

it('lets pass what the network admits', async () => {
  reach(open());
  expect(await run(connection())).toEqual({
    stdout: 'hello\n',
    stderr: '',
  });
});

it.each([
  ['net', 'net.connect', '127.0.0.1'],
  ['a name', 'net.connect', 'localhost'],
  ['tls', 'tls.connect', '127.0.0.1'],
  ['http', 'http.get', '127.0.0.1'],
])('lets everything else wait without an answer, and says why: %s', async (_by, connect, host) => {
  reach(closed, open());
  const { stdout, stderr } = await run(connection(connect, { host }));
  expect(stdout).toBe('no answer\n');
  expect(stderr).toBe(`local cloud: 127.0.0.1:${port} does not answer: no rule admits it\n`);
});

it('lets no port pass but the admitted ones, even where nobody listens', async () => {
  reach(open());
  expect((await run(connection('net.connect', { port: 9 }))).stdout).toBe('no answer\n');
});

it('admits nothing when the file is gone', async () => {
  rmSync(file);
  const { stdout, stderr } = await run(connection());
  expect({ stdout, stderr }).toEqual({
    stdout: 'no answer\n',
    stderr: `local cloud: 127.0.0.1:${port} does not answer: the task has no network\n`,
  });
});

it('takes a changed rule for the next connection, and leaves open ones alone', async () => {
  reach(open());
  const { stdout } = await run(`
    import { writeFileSync } from 'node:fs';
    import net from 'node:net';
    import { once } from 'node:events';
    const connect = () => net.connect({ port: ${port}, host: '127.0.0.1', allowHalfOpen: true });
    const tell = (socket) => once(socket, 'data').then(([data]) => console.log(String(data)));
    const first = connect();
    await once(first, 'connect');
    writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(JSON.stringify([closed]))});
    await tell(first);
    first.end();
    const second = connect();
    second.setTimeout(500, () => { console.log('no answer'); second.destroy(); });
  `);
  expect(stdout).toBe('hello\nno answer\n');
});

it('ends a connection for which nobody sets a time limit as Linux does', async () => {
  reach(closed);
  const { stdout } = await run(`
    import net from 'node:net';
    import { mock } from 'node:test';
    mock.timers.enable({ apis: ['setTimeout'] });
    net.connect(${port}, '127.0.0.1').on('error', ({ message }) => console.log(message));
    setImmediate(() => mock.timers.tick(127_000));
  `);
  expect(stdout).toBe(`connect ETIMEDOUT 127.0.0.1:${port}\n`);
});
