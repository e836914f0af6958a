import { idleContext } from '../testing/idle-context.ts';
import { DeployedGroups, type DeployedGroup } from './deployed-group.ts';
import { RedisFleet } from './redis-fleet.ts';
import { parseInfo } from './redis-info.ts';
import { RedisNode } from './redis-node.ts';
import type { AclUser } from './sign-in.ts';

interface FakeNode {
  running: boolean;
  offset: number;
  endpoints: readonly string[];
  follows: string | undefined;
  users: readonly AclUser[];
}

const group: DeployedGroup = {
  id: 'redis',
  arn: 'arn:aws:elasticache:sa-east-1:000000000000:replicationgroup:redis',
  status: 'creating',
  port: 6379,
  nodeType: 'cache.t4g.small',
  maxmemoryPolicy: 'volatile-lru',
  users: [],
  members: ['a', 'b', 'c'].map((zone, index) => ({
    cacheClusterId: `redis-00${index + 1}`,
    cacheNodeId: '0001',
    availabilityZone: `sa-east-1${zone}`,
    role: index === 0 ? 'primary' : 'replica',
  })),
};

const user = {
  name: 'lms',
  arn: 'arn:aws:elasticache:sa-east-1:000000000000:user:lms',
  usesIam: true,
  accessString: 'on ~session:* +@all',
};

/** Every role may connect as `lms`. */
const readRole = async (arn: string) => ({
  arn,
  trust: [],
  identity: [
    [{ Effect: 'Allow' as const, Action: ['elasticache:Connect'], Resource: [group.arn, user.arn] }],
  ],
});

/** A fleet whose nodes are no processes. */
function createFleet() {
  const nodes = new Map<string, FakeNode>();
  const node = ({ cacheClusterId }: RedisNode): FakeNode => {
    const known = nodes.get(cacheClusterId) ?? {
      running: false,
      offset: 0,
      endpoints: [],
      follows: undefined,
      users: [],
    };
    nodes.set(cacheClusterId, known);
    return known;
  };
  const end = async function (this: RedisNode) {
    Object.assign(node(this), { running: false, endpoints: [], offset: 0 });
  };
  jest.spyOn(RedisNode.prototype, 'isRunning').mockImplementation(function (this: RedisNode) {
    return node(this).running;
  });
  jest.spyOn(RedisNode.prototype, 'start').mockImplementation(async function (this: RedisNode) {
    Object.assign(node(this), { running: true, follows: undefined });
  });
  jest.spyOn(RedisNode.prototype, 'serve').mockImplementation(async function (this: RedisNode, endpoints) {
    node(this).endpoints = endpoints;
  });
  jest.spyOn(RedisNode.prototype, 'follow').mockImplementation(async function (this: RedisNode, primary) {
    node(this).follows = primary.cacheClusterId;
  });
  jest.spyOn(RedisNode.prototype, 'becomePrimary').mockImplementation(async function (this: RedisNode) {
    node(this).follows = undefined;
  });
  jest.spyOn(RedisNode.prototype, 'info').mockImplementation(async function (this: RedisNode) {
    const { follows, offset } = node(this);
    const fields = follows
      ? `role:slave\r\nslave_repl_offset:${offset}`
      : `role:master\r\nmaster_repl_offset:${offset}`;
    return parseInfo(`${fields}\r\nmaster_link_status:up\r\n`);
  });
  jest.spyOn(RedisNode.prototype, 'adapt').mockImplementation(async function (
    this: RedisNode,
    _group,
    users,
  ) {
    node(this).users = users;
  });
  jest.spyOn(RedisNode.prototype, 'commandsOf').mockResolvedValue([]);
  jest.spyOn(RedisNode.prototype, 'kill').mockImplementation(end);
  jest.spyOn(RedisNode.prototype, 'stop').mockImplementation(end);
  const read = jest.spyOn(DeployedGroups.prototype, 'read').mockResolvedValue(group);
  const status = jest.spyOn(DeployedGroups.prototype, 'status').mockResolvedValue(group);
  const reporter = {
    setEndpoints: jest.fn().mockResolvedValue(undefined),
    setPrimary: jest.fn().mockResolvedValue(undefined),
  };
  const aws = {
    endpoint: 'http://127.0.0.1:9',
    region: 'sa-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  };
  const fleet = new RedisFleet({ context: idleContext, aws, reporter, readRole, redisServer: '' });
  const deploy = (now: string) => status.mockResolvedValue({ id: group.id, status: now });
  const set = (id: string, change: Partial<FakeNode>) => Object.assign(nodes.get(id) ?? {}, change);
  return { fleet, nodes, reporter, read, status, deploy, set };
}

afterEach(() => jest.restoreAllMocks());

it('waits for a deployment', async () => {
  const { fleet, status } = createFleet();
  status.mockResolvedValue(undefined);
  await fleet.tick();
  expect(fleet.describe()).toBe('no replication group is deployed');
});

it('starts the members and says where they are', async () => {
  const { fleet, nodes, reporter } = createFleet();
  await fleet.tick();
  expect(Object.fromEntries(nodes)).toMatchObject({
    'redis-001': { endpoints: ['primary'], follows: undefined },
    'redis-002': { endpoints: ['reader'], follows: 'redis-001' },
    'redis-003': { endpoints: [], follows: 'redis-001' },
  });
  expect(reporter.setEndpoints).toHaveBeenCalledWith({
    replicationGroupId: 'redis',
    primary: { address: '127.11.255.1', port: 6379 },
    reader: { address: '127.11.255.2', port: 6379 },
    nodes: {
      'redis-001': { address: '127.11.0.1', port: 6379 },
      'redis-002': { address: '127.11.1.1', port: 6379 },
      'redis-003': { address: '127.11.2.1', port: 6379 },
    },
  });
});

it('says it again while the group is still being created', async () => {
  const { fleet, reporter } = createFleet();
  reporter.setEndpoints.mockRejectedValueOnce(new Error('emulator is busy'));
  await expect(fleet.tick()).rejects.toThrow('emulator is busy');
  await fleet.tick();
  expect(reporter.setEndpoints).toHaveBeenCalledTimes(2);
});

it('fails over to the replica with the most data, and the former primary comes back as a replica', async () => {
  const { fleet, nodes, reporter, deploy, set } = createFleet();
  await fleet.tick();
  set('redis-002', { offset: 90 });
  set('redis-003', { offset: 100 });
  deploy('modifying');
  await fleet.tick();
  expect(Object.fromEntries(nodes)).toMatchObject({
    'redis-001': { running: true, endpoints: ['reader'], follows: 'redis-003' },
    'redis-002': { endpoints: [], follows: 'redis-003' },
    'redis-003': { endpoints: ['primary'], follows: undefined },
  });
  expect(reporter.setPrimary).toHaveBeenCalledWith('redis', 'redis-003');
});

it('fails over when the primary ends by itself', async () => {
  const { fleet, reporter, deploy, set } = createFleet();
  await fleet.tick();
  deploy('available');
  set('redis-001', { running: false });
  set('redis-002', { offset: 1 });
  await fleet.tick();
  expect(reporter.setPrimary).toHaveBeenCalledWith('redis', 'redis-002');
});

it('only finishes a failover whose replicas did not get in sync: the new primary is not killed again', async () => {
  const { fleet, nodes, reporter, deploy, set } = createFleet();
  await fleet.tick();
  set('redis-002', { offset: 1 });
  deploy('modifying');
  jest.spyOn(RedisNode.prototype, 'untilInSync').mockRejectedValueOnce(new Error('no link to its primary'));
  await expect(fleet.tick()).rejects.toThrow('no link to its primary');
  await fleet.tick();
  expect(reporter.setPrimary).toHaveBeenCalledTimes(1);
  expect(reporter.setPrimary).toHaveBeenCalledWith('redis', 'redis-002');
  expect(nodes.get('redis-002')).toMatchObject({ endpoints: ['primary'], follows: undefined });
});

it('fails over anew when the node that was promoted ends before the failover is finished', async () => {
  const { fleet, reporter, deploy, set } = createFleet();
  await fleet.tick();
  set('redis-002', { offset: 1 });
  deploy('modifying');
  jest.spyOn(RedisNode.prototype, 'untilInSync').mockRejectedValueOnce(new Error('no link to its primary'));
  await expect(fleet.tick()).rejects.toThrow();
  set('redis-002', { running: false });
  set('redis-003', { offset: 1 });
  await fleet.tick();
  expect(reporter.setPrimary).toHaveBeenCalledWith('redis', 'redis-003');
});

it('brings back a replica that ended by itself', async () => {
  const { fleet, nodes, reporter, deploy, set } = createFleet();
  await fleet.tick();
  deploy('available');
  set('redis-003', { running: false });
  await fleet.tick();
  expect(nodes.get('redis-003')).toMatchObject({ running: true, follows: 'redis-001' });
  expect(reporter.setPrimary).not.toHaveBeenCalled();
});

it('loses the nodes of a zone, promotes another one, and takes them back when the zone is restored', async () => {
  const { fleet, nodes, reporter, deploy, set } = createFleet();
  await fleet.tick();
  deploy('available');
  set('redis-003', { offset: 1 });
  fleet.loseZone('sa-east-1a');
  await fleet.tick();
  await fleet.tick();
  expect(reporter.setPrimary).toHaveBeenCalledWith('redis', 'redis-003');
  expect(nodes.get('redis-001')).toMatchObject({ running: false });
  expect(nodes.get('redis-002')).toMatchObject({ endpoints: ['reader'], follows: 'redis-003' });
  fleet.restoreZone('sa-east-1a');
  await fleet.tick();
  expect(nodes.get('redis-001')).toMatchObject({ running: true, follows: 'redis-003' });
});

it('gives the reader endpoint to another replica when the one that has it is lost with its zone', async () => {
  const { fleet, nodes, deploy } = createFleet();
  await fleet.tick();
  deploy('available');
  fleet.loseZone('sa-east-1b');
  await fleet.tick();
  expect(nodes.get('redis-003')).toMatchObject({ endpoints: ['reader'], follows: 'redis-001' });
});

it('a node dies whose zone is lost while it starts', async () => {
  const { fleet, nodes, set } = createFleet();
  jest.spyOn(RedisNode.prototype, 'start').mockImplementationOnce(async () => {
    set('redis-001', { running: true });
    fleet.loseZone('sa-east-1c');
  });
  await fleet.tick();
  expect(nodes.get('redis-003')).toMatchObject({ running: false });
});

it('ends with its deployment', async () => {
  const { fleet, nodes, status } = createFleet();
  await fleet.tick();
  status.mockResolvedValue(undefined);
  await fleet.tick();
  expect([...nodes.values()].some(({ running }) => running)).toBe(false);
});

it('lets a task in before it starts, and nobody once it has ended', async () => {
  const { fleet, nodes, read, deploy } = createFleet();
  read.mockResolvedValue({ ...group, users: [user] });
  await fleet.tick();
  const signIn = () => [...nodes.values()].map(({ users }) => users[0]?.maySignIn);
  await fleet.admit('arn:aws:iam::000000000000:role/lms');
  expect(signIn()).toEqual([true, true, true]);
  deploy('available');
  fleet.dismiss('arn:aws:iam::000000000000:role/lms');
  for (let tick = 0; tick < 5; tick++) await fleet.tick();
  expect(signIn()).toEqual([false, false, false]);
});

it('follows the number of nodes that is deployed later', async () => {
  const { fleet, nodes, reporter, read, deploy } = createFleet();
  await fleet.tick();
  deploy('available');
  const ticks = async () => {
    for (let tick = 0; tick < 6; tick++) await fleet.tick();
  };
  read.mockResolvedValue({ ...group, members: group.members.slice(0, 1) });
  await ticks();
  expect([...nodes.values()].map(({ running }) => running)).toEqual([true, false, false]);
  expect(nodes.get('redis-001')).toMatchObject({ endpoints: ['primary', 'reader'] });
  expect(reporter.setEndpoints).toHaveBeenLastCalledWith(
    expect.objectContaining({ nodes: { 'redis-001': { address: '127.11.0.1', port: 6379 } } }),
  );
  read.mockResolvedValue(group);
  await ticks();
  expect(nodes.get('redis-003')).toMatchObject({ running: true, follows: 'redis-001' });
});

it('follows users that are deployed later', async () => {
  const { fleet, nodes, read, deploy } = createFleet();
  await fleet.tick();
  deploy('available');
  read.mockResolvedValue({ ...group, users: [{ ...user, accessString: 'on ~other:* +@read' }] });
  for (let tick = 0; tick < 5; tick++) await fleet.tick();
  expect(nodes.get('redis-002')?.users).toMatchObject([{ name: 'lms', accessString: 'on ~other:* +@read' }]);
});
