import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import getPort from 'get-port';
import { faultsOf } from './faults.ts';

describe('faults', () => {
  it('are ordered where the local stage has its AWS API', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'load-tests-faults-'));
    const awsCredentialsFile = join(folder, 'aws-credentials');
    writeFileSync(awsCredentialsFile, '[default]\naws_access_key_id = KEY\naws_secret_access_key = any\n');
    const orders: string[] = [];
    const signers = new Set<string>();
    const server = createServer(async (request, response) => {
      orders.push(`${request.method} ${request.url} ${await text(request)}`);
      signers.add(/Credential=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? 'nobody');
      response.writeHead(orders.length < 4 ? 204 : 400).end('no task arn:gone runs');
    });
    const port = await getPort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const faults = faultsOf({
      awsEndpoint: `http://127.0.0.1:${port}`,
      awsCredentialsFile,
      region: 'sa-east-1',
    });
    await faults.killTask('arn:task');
    await faults.loseZone('sa-east-1a');
    await faults.restoreZone('sa-east-1a');
    await expect(faults.killTask('arn:gone')).rejects.toThrow('no task arn:gone runs');
    expect(orders.slice(0, 3)).toEqual([
      'POST /_local/faults/kill-task {"taskArn":"arn:task"}',
      'POST /_local/faults/lose-zone {"zone":"sa-east-1a"}',
      'POST /_local/faults/restore-zone {"zone":"sa-east-1a"}',
    ]);
    expect([...signers]).toEqual(['KEY']);
    rmSync(folder, { recursive: true });
    server.closeAllConnections();
    server.close();
  });

  it('are experiments on AWS, which are named with how to run them', () => {
    expect(() => faultsOf({ awsEndpoint: undefined, region: 'sa-east-1' })).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: expect.stringMatching(
          /aws:ecs:task-kill-process.*"AZ Availability: Power Interruption".*aws fis start-experiment/,
        ),
      }),
    );
  });
});
