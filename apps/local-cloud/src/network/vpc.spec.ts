import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployedNetwork, withRules } from '../testing/network.ts';
import type { Network } from './model.ts';
import { Vpc } from './vpc.ts';

const state = mkdtempSync(join(tmpdir(), 'vpc-'));
afterAll(() => rmSync(state, { recursive: true }));

let deployed: Network;
let vpc: Vpc;

const attach = (configuration: object, availabilityZone = 'sa-east-1b') =>
  vpc.attach({
    taskId: 'f00',
    configuration: { subnets: ['private-a', 'private-b'], ...configuration },
    availabilityZone,
    address: '127.10.1.1',
  });
const written = () => readFileSync(join(state, 'network/f00.json'), 'utf8');

beforeEach(async () => {
  deployed = deployedNetwork;
  vpc = new Vpc({ folders: { workspace: '', state, logs: '', sockets: '' } }, async () => deployed);
  await vpc.start();
});

it("a task is attached in its zone's subnet", async () => {
  expect((await attach({ securityGroups: ['sg-tasks'] })).at).toEqual({
    subnetId: 'private-b',
    securityGroupIds: ['sg-tasks'],
    hasPublicAddress: false,
  });
});

it('to the default group of the VPC when it names none, and with a public address when it asks for one', async () => {
  expect((await attach({ assignPublicIp: 'ENABLED' })).at).toMatchObject({
    securityGroupIds: ['sg-default'],
    hasPublicAddress: true,
  });
});

it('not in a zone without a subnet', async () => {
  await expect(attach({}, 'sa-east-1c')).rejects.toThrow('none of private-a, private-b is in sa-east-1c');
});

it('a changed rule counts from the next tick on, for a task that runs', async () => {
  await attach({ securityGroups: ['sg-tasks'] });
  expect(written()).not.toContain('no ingress rule');
  deployed = withRules('redis', { ingress: [] });
  await vpc.tick();
  expect(written()).toContain('no ingress rule of redis admits TCP 6379 from tasks');
  expect(vpc.secondsBetweenTicks).toBeLessThan(5);
});

it('leaves nothing of a task that has ended', async () => {
  await attach({ securityGroups: ['sg-tasks'] });
  vpc.detach('f00');
  expect(written).toThrow('ENOENT');
});
