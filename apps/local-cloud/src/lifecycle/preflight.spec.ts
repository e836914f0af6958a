import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { openFilesWarning, requireFreePorts } from './preflight.ts';

let foreign: Server | undefined;

afterEach(() => foreign?.close());

async function occupy(address: string): Promise<number> {
  foreign = createServer().listen(0, address);
  await once(foreign, 'listening');
  return (foreign.address() as AddressInfo).port;
}

it('names a busy address and who wants it', async () => {
  const port = await occupy('127.11.255.1');
  const listeners = [{ user: 'Redis', address: '127.11.255.1', port }];
  await expect(requireFreePorts(listeners)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(`127.11.255.1:${port} (Redis)`),
  });
});

it('takes an address for busy when a program listens at all of the machine', async () => {
  const port = await occupy('0.0.0.0');
  await expect(requireFreePorts([{ user: 'PostgreSQL', port }])).rejects.toMatchObject({ exitCode: 3 });
});

it('does not mind the same port of another address', async () => {
  const port = await occupy('127.0.0.1');
  const listeners = [{ user: 'Redis', address: '127.11.255.1', port }];
  await expect(requireFreePorts(listeners)).resolves.toBeUndefined();
});

it('warns when fewer files may be open than 10,000 students need', () => {
  expect(openFilesWarning(4096)).toContain('enough for about 2096 students');
  expect(openFilesWarning(11_999)).toContain('10000 need 12000');
  expect(openFilesWarning(12_000)).toBeUndefined();
  expect(openFilesWarning(Infinity)).toBeUndefined();
});
