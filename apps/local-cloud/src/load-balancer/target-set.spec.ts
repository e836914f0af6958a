import type { Target } from '../emulator/emulator-api.ts';
import { targetGroup } from '../testing/target-group.ts';
import { TargetSet, type Servers } from './target-set.ts';

const address = '127.10.0.1';
const target = { targetGroupArn: targetGroup.arn, address, port: 8080, availabilityZone: 'sa-east-1a' };

/** HAProxy's server as the checks leave it. */
const server = (checkStatus: string, up: boolean, checkCode?: number) => [
  { backend: 'lms', server: address, checkStatus, checkCode, up },
];

const everywhere = () => true;
const nowhere = () => false;

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
    setShare: async (_backend, name, percent) => void orders.push(`share ${name} ${percent}`),
    drain: async (_backend, name) => void orders.push(`drain ${name}`),
    removeServer: async (_backend, name) => {
      orders.push(`remove ${name}`);
      return connectionsLeft-- === 0;
    },
  };
  targets = new TargetSet(targetGroup, { setTargetHealth: async (_arn, all) => void (reported = all) });
  targets.add(target);
  await targets.refresh(api, [], everywhere);
  await targets.refresh(api, server('INI', true), everywhere);
});

it('a new target is checked as the group says, and gets no request yet', () => {
  expect(orders).toEqual([`add ${address} ${address}:8080 check inter 10s rise 1 fall 3`]);
  expect(reported).toMatchObject([{ id: address, state: 'initial', reason: 'Elb.InitialHealthChecking' }]);
});

it('gets requests after its first passed check', async () => {
  await targets.refresh(api, server('L7OK', true), everywhere);
  expect(orders.slice(1)).toEqual([`ready ${address}`]);
  expect(reported).toMatchObject([{ state: 'healthy' }]);
});

it('an ill target is told with what its check answered', async () => {
  await targets.refresh(api, server('L7STS', false, 404), everywhere);
  expect(reported).toMatchObject([
    {
      state: 'unhealthy',
      reason: 'Target.FailedHealthChecks',
      description: 'Health checks failed with these codes: [404]',
    },
  ]);
});

it('stays registered while no listener forwards to its group, and is asked again later', async () => {
  await targets.refresh(api, server('L7OK', true), everywhere);
  await targets.leaveUnused();
  expect(reported).toMatchObject([{ id: address, state: 'unused', reason: 'Target.NotInUse' }]);
  orders = [];
  await targets.refresh(api, [], everywhere);
  expect(orders).toEqual([
    `add ${address} ${address}:8080 check inter 10s rise 1 fall 3`,
    `ready ${address}`,
  ]);
  expect(reported).toMatchObject([{ state: 'healthy' }]);
});

it('gets requests when it passes after it had failed from the start', async () => {
  await targets.refresh(api, server('L4CON', false), everywhere);
  expect(reported).toMatchObject([{ state: 'unhealthy', reason: 'Target.FailedHealthChecks' }]);
  await targets.refresh(api, server('L7OK', true), everywhere);
  expect(orders.slice(1)).toEqual([`ready ${address}`]);
  expect(targets.state(address)).toBe('healthy');
});

it('stays initial while a first failed check does not make it unhealthy', async () => {
  await targets.refresh(api, server('L4CON', true), everywhere);
  expect(targets.inUse()).toEqual([{ availabilityZone: 'sa-east-1a', state: 'initial' }]);
});

it('gets requests at once from a HAProxy that was started anew', async () => {
  await targets.refresh(api, server('L7OK', true), everywhere);
  targets.forgetServers();
  orders = [];
  await targets.refresh(api, [], everywhere);
  expect(orders).toEqual([expect.stringContaining('add'), `ready ${address}`]);
});

it('is drained for the delay, then removed once its connections are closed', async () => {
  await targets.refresh(api, server('L7OK', true), everywhere);
  orders = [];
  const removed = targets.remove(address, api, 0.05);
  expect(targets.state(address)).toBe('draining');
  expect(targets.inUse()).toEqual([]);
  await removed;
  expect(orders).toEqual([`drain ${address}`, `remove ${address}`, `remove ${address}`]);
  await targets.refresh(api, [], everywhere);
  expect(reported).toEqual([]);
});

it('is gone when HAProxy dies while it is drained', async () => {
  await targets.refresh(api, server('L7OK', true), everywhere);
  const removed = targets.remove(address, api, 0.05);
  targets.forgetServers();
  orders = [];
  await removed;
  expect(orders).toEqual([]);
  expect(targets.state(address)).toBeUndefined();
});

it('a target that does not answer in time is told so', async () => {
  await targets.refresh(api, server('L7TOUT', false), everywhere);
  expect(reported).toMatchObject([
    { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
  ]);
});

describe('a target that the load balancer does not reach', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const secondsOfFailedChecks =
    targetGroup.healthCheck.intervalSeconds * targetGroup.healthCheck.unhealthyThreshold;
  const timedOut = { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };

  it('gets no request, and is ill when its checks have timed out', async () => {
    await targets.refresh(api, server('L7OK', true), nowhere);
    expect(reported).toMatchObject([{ state: 'initial' }]);
    jest.advanceTimersByTime(secondsOfFailedChecks * 1000);
    await targets.refresh(api, server('L7OK', true), nowhere);
    expect(reported).toMatchObject([timedOut]);
    expect(orders.slice(1)).toEqual([]);
  });

  it('gets requests until then when it was healthy, and again when it is reached again', async () => {
    await targets.refresh(api, server('L7OK', true), everywhere);
    await targets.refresh(api, server('L7OK', true), nowhere);
    jest.advanceTimersByTime(secondsOfFailedChecks * 1000 - 1);
    await targets.refresh(api, server('L7OK', true), nowhere);
    expect(reported).toMatchObject([{ state: 'healthy' }]);
    jest.advanceTimersByTime(1);
    await targets.refresh(api, server('L7OK', true), nowhere);
    expect(reported).toMatchObject([timedOut]);
    await targets.refresh(api, server('L7OK', true), everywhere);
    expect(orders.slice(1)).toEqual([`ready ${address}`, `drain ${address}`, `ready ${address}`]);
    expect(reported).toMatchObject([{ state: 'healthy' }]);
  });
});

describe('slow start', () => {
  const second = '127.10.0.2';
  const both = (checkOfSecond: string) => [
    ...server('L7OK', true),
    { backend: 'lms', server: second, checkStatus: checkOfSecond, up: true },
  ];

  beforeEach(() => {
    jest.useFakeTimers();
    targets.group = { ...targetGroup, slowStartSeconds: 30 };
  });
  afterEach(() => jest.useRealTimers());

  it('a target beside one that has a full share begins with little, and has its own after the duration', async () => {
    await targets.refresh(api, server('L7OK', true), everywhere);
    targets.add({ ...target, address: second });
    await targets.refresh(api, both('INI'), everywhere);
    orders = [];
    await targets.refresh(api, both('L7OK'), everywhere);
    for (const seconds of [15, 15, 15]) {
      jest.advanceTimersByTime(seconds * 1000);
      await targets.refresh(api, both('L7OK'), everywhere);
    }
    expect(orders).toEqual([
      `share ${second} 1`,
      `ready ${second}`,
      `share ${second} 50`,
      `share ${second} 100`,
    ]);
  });

  it('the first targets of a group have their share at once: nobody else could take the requests', async () => {
    await targets.refresh(api, server('L7OK', true), everywhere);
    expect(orders.slice(1)).toEqual([`ready ${address}`]);
  });
});
