import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { findListeningProcess, workspaceOf } from './listening-processes.ts';

it('finds who listens at a port', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(findListeningProcess(port)).toMatchObject({
    pid: process.pid,
    command: expect.stringContaining('node'),
  });
  server.close();
  await once(server, 'close');
  expect(findListeningProcess(port)).toBeUndefined();
});

it("tells another clone's local cloud by its command lines", () => {
  const commands = [
    '/usr/bin/node --import tsx /srv/lms/apps/local-cloud/src/daemon.ts',
    '/root/.cache/python /srv/lms/apps/local-cloud/emulator/emulator.py --region sa-east-1',
    'haproxy -db -f /srv/lms/.local-cloud/load-balancer/haproxy.cfg',
  ];
  expect(commands.map(workspaceOf)).toEqual(['/srv/lms', '/srv/lms', '/srv/lms']);
  expect(workspaceOf('redis-server *:6379')).toBeUndefined();
});
