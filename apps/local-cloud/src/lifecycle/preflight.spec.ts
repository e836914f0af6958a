import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDiskSpace, requireFreePorts } from './preflight.ts';

let foreign: Server | undefined;

afterEach(() => foreign?.close());

async function occupy(address: string): Promise<number> {
  foreign = createServer().listen(0, address);
  await once(foreign, 'listening');
  return (foreign.address() as AddressInfo).port;
}

it('names a busy address, who wants it, and who has it', async () => {
  const port = await occupy('127.11.255.1');
  const listeners = [{ user: 'Redis', address: '127.11.255.1', port }];
  await expect(requireFreePorts('/srv/lms', listeners)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      new RegExp(`\\(pid ${process.pid}\\) listens at 127.11.255.1:${port} \\(Redis\\): end it with "kill`),
    ),
  });
});

it('takes an address for busy when a program listens at all of the machine', async () => {
  const port = await occupy('0.0.0.0');
  await expect(requireFreePorts('/srv/lms', [{ user: 'PostgreSQL', port }])).rejects.toMatchObject({
    exitCode: 3,
  });
});

it('does not mind the same port of another address', async () => {
  const port = await occupy('127.0.0.1');
  const listeners = [{ user: 'Redis', address: '127.11.255.1', port }];
  await expect(requireFreePorts('/srv/lms', listeners)).resolves.toBeUndefined();
});

it('refuses a disk that is too small for the state folder, which need not exist yet', () => {
  const message = expect.stringMatching(
    /^the disk that holds .+ has \d+ MiB left, 1000000000 MiB are needed/,
  );
  expect(() => requireDiskSpace(join(tmpdir(), 'no/such/folder'), 1e9)).toThrow(
    expect.objectContaining({ exitCode: 3, message }),
  );
  expect(() => requireDiskSpace(tmpdir(), 0)).not.toThrow();
});
