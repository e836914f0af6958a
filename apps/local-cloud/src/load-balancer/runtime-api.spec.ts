import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuntimeApi } from './runtime-api.ts';

it('says that HAProxy does not answer instead of waiting for it for ever', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-api-'));
  const socket = join(folder, 'runtime.sock');
  const connections: Socket[] = [];
  const silent = createServer((connection) => connections.push(connection)).listen(socket);
  await once(silent, 'listening');
  await expect(new RuntimeApi(socket, 0.05).servers()).rejects.toThrow(
    'HAProxy did not answer "show stat -1 4 -1" within 0.05 s',
  );
  connections.forEach((connection) => connection.destroy());
  silent.close();
  rmSync(folder, { recursive: true });
});
