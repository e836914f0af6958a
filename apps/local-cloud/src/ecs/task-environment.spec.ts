import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TaskNetwork } from '../network/task-network.ts';
import { deployedNetwork, task, withRules } from '../testing/network.ts';
import { taskEnvironment } from './task-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'task-environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const address = '127.10.0.1';
const options = { address, mounts: [], caFile: '/state/ca.pem' };
const attachedTo = (network = deployedNetwork) =>
  new TaskNetwork(network, { at: task, address, file: join(folder, 'f00.json') });

it("a task's Node programs keep to its network, with the node options that it sets itself", async () => {
  const environment = [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=64' }];
  const network = attachedTo();
  const { NODE_OPTIONS } = await taskEnvironment({ environment }, { ...options, network });
  expect(NODE_OPTIONS).toBe(`--max-old-space-size=64 ${network.nodeOption}`);
  expect(network.nodeOption).toMatch(
    /^--import=file:\/\/\S+connection-guard\.mjs\?destinations=\S+f00\.json$/,
  );
});

it('a task without a network is not guarded', async () => {
  expect(await taskEnvironment({}, options)).not.toHaveProperty('NODE_OPTIONS');
});

it('Secrets Manager has to be reached by a task with secrets, and only by one', async () => {
  const network = attachedTo(withRules('endpoints', { ingress: [] }));
  const secrets = [{ name: 'KEY', valueFrom: 'arn:aws:secretsmanager:sa-east-1:000000000000:secret:key' }];
  await expect(taskEnvironment({ secrets }, { ...options, network })).rejects.toThrow(
    /connection issue between the task and AWS Secrets Manager.*no ingress rule of endpoints/,
  );
  await expect(taskEnvironment({}, { ...options, network })).resolves.toMatchObject({ HOST: address });
});
