import type { Target } from '../emulator/emulator-api.ts';
import { targetGroup } from '../testing/target-group.ts';
import { TargetSet, type Servers } from './target-set.ts';

const address = '127.10.0.1';
const target = { targetGroupArn: targetGroup.arn, address, port: 8080, availabilityZone: 'sa-east-1a' };

/** HAProxy's server as the checks leave it. */
const server = (checkStatus: string, up: boolean, checkCode?: number) => [
  { backend: 'lms', server: address, checkStatus, checkCode, up },
];

let orders: string[];
let reported: readonly Target[];
let targets: TargetSet;
let api: Servers;

beforeEach(async () => {
  orders = [];
  reported = [];
  let connectionsLeft = 1;
  api = {
    addServer: async (_backend, name, at, check) => void orders.push(`add ${name} ${at} ${check}`),
    makeReady: async (_backend, name) => void orders.push(`ready ${name}`),
    drain: async (_backend, name) => void orders.push(`drain ${name}`),
    removeServer: async (_backend, name) => {
      orders.push(`remove ${name}`);
      return connectionsLeft-- === 0;
    },
  };
  targets = new TargetSet(targetGroup, { setTargetHealth: async (_arn, all) => void (reported = all) });
  targets.add(target);
  await targets.refresh(api, []);
  await targets.refresh(api, server('INI', true));
});

it('a new target is checked as the group says, and gets no request yet', () => {
  expect(orders).toEqual([`add ${address} ${address}:8080 check inter 10s rise 1 fall 3`]);
  expect(reported).toMatchObject([{ id: address, state: 'initial', reason: 'Elb.InitialHealthChecking' }]);
});

it('gets requests after its first passed check', async () => {
  await targets.refresh(api, server('L7OK', true));
  expect(orders.slice(1)).toEqual([`ready ${address}`]);
  expect(reported).toMatchObject([{ state: 'healthy' }]);
});

it('an ill target is told with what its check answered', async () => {
  await targets.refresh(api, server('L7STS', false, 404));
  expect(reported).toMatchObject([
    {
      state: 'unhealthy',
      reason: 'Target.FailedHealthChecks',
      description: 'Health checks failed with these codes: [404]',
    },
  ]);
});

it('stays registered while no listener forwards to its group, and is asked again later', async () => {
  await targets.refresh(api, server('L7OK', true));
  await targets.leaveUnused();
  expect(reported).toMatchObject([{ id: address, state: 'unused', reason: 'Target.NotInUse' }]);
  orders = [];
  await targets.refresh(api, []);
  expect(orders).toEqual([
    `add ${address} ${address}:8080 check inter 10s rise 1 fall 3`,
    `ready ${address}`,
  ]);
  expect(reported).toMatchObject([{ state: 'healthy' }]);
});

it('gets requests when it passes after it had failed from the start', async () => {
  await targets.refresh(api, server('L4CON', false));
  expect(reported).toMatchObject([{ state: 'unhealthy', reason: 'Target.FailedHealthChecks' }]);
  await targets.refresh(api, server('L7OK', true));
  expect(orders.slice(1)).toEqual([`ready ${address}`]);
  expect(targets.state(address)).toBe('healthy');
});

it('stays initial while a first failed check does not make it unhealthy', async () => {
  await targets.refresh(api, server('L4CON', true));
  expect(targets.inUse()).toEqual([{ availabilityZone: 'sa-east-1a', state: 'initial' }]);
});

it('gets requests at once from a HAProxy that was started anew', async () => {
  await targets.refresh(api, server('L7OK', true));
  targets.forgetServers();
  orders = [];
  await targets.refresh(api, []);
  expect(orders).toEqual([expect.stringContaining('add'), `ready ${address}`]);
});

it('is drained for the delay, then removed once its connections are closed', async () => {
  await targets.refresh(api, server('L7OK', true));
  orders = [];
  const removed = targets.remove(address, api, 0.05);
  expect(targets.state(address)).toBe('draining');
  expect(targets.inUse()).toEqual([]);
  await removed;
  expect(orders).toEqual([`drain ${address}`, `remove ${address}`, `remove ${address}`]);
  await targets.refresh(api, []);
  expect(reported).toEqual([]);
});

it('is gone when HAProxy dies while it is drained', async () => {
  await targets.refresh(api, server('L7OK', true));
  const removed = targets.remove(address, api, 0.05);
  targets.forgetServers();
  orders = [];
  await removed;
  expect(orders).toEqual([]);
  expect(targets.state(address)).toBeUndefined();
});
