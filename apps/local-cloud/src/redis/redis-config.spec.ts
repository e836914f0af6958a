import { nodeAddresses } from './addresses.ts';
import type { DeployedGroup } from './deployed-group.ts';
import { aclFile, redisConfig } from './redis-config.ts';

const group: DeployedGroup = {
  id: 'redis',
  arn: 'arn:aws:elasticache:sa-east-1:000000000000:replicationgroup:redis',
  status: 'creating',
  port: 6380,
  nodeType: 'cache.t4g.small',
  maxmemoryPolicy: 'volatile-ttl',
  members: [],
  users: [],
};
const files = {
  folder: '/r',
  certificate: '/r/c.pem',
  privateKey: '/r/k.pem',
  ca: '/ca.pem',
  acl: '/r/users.acl',
};
const internal = { adminPassword: 'admin-secret', replicationPassword: 'replication-secret' };

describe('redis.conf', () => {
  const lines = redisConfig(group, '127.11.1.1', files, internal).split('\n');

  it('listens at its own address, with TLS only, for clients and replicas', () => {
    expect(lines).toEqual(
      expect.arrayContaining(['bind "127.11.1.1"', 'port "0"', 'tls-port "6380"', 'tls-replication "yes"']),
    );
  });

  it('has the eviction policy of the parameter group and the memory of the node type', () => {
    expect(lines).toEqual(
      expect.arrayContaining(['maxmemory-policy "volatile-ttl"', 'maxmemory "1471026299"']),
    );
  });

  it('has no limit for a node type that it does not know', () => {
    const unknown = redisConfig({ ...group, nodeType: 'cache.x9.huge' }, '127.11.1.1', files, internal);
    expect(unknown).not.toMatch(/^maxmemory /m);
  });
});

describe('users', () => {
  it('are the deployed ones, known by name, and two of our own with passwords', () => {
    const deployed = [
      { name: 'default', accessString: 'off ~* -@all', maySignIn: true },
      { name: 'lms', accessString: 'on ~session:* +@all', maySignIn: true },
      { name: 'refused', accessString: 'on ~* +@all', maySignIn: false },
    ];
    expect(aclFile(deployed, internal).trim().split('\n')).toEqual([
      'user local-cloud on >admin-secret ~* &* +@all',
      'user local-cloud-replication on >replication-secret +psync +replconf +ping',
      'user default nopass off ~* -@all',
      'user lms nopass on ~session:* +@all',
      'user refused resetpass on ~* +@all',
    ]);
  });

  it('do not include an open default user', () => {
    expect(aclFile([], internal)).toContain('user default off\n');
  });
});

it('gives each member an address of its zone', () => {
  const members = [
    ['redis-001', 'sa-east-1a'],
    ['redis-002', 'sa-east-1b'],
    ['redis-003', 'sa-east-1c'],
    ['redis-004', 'sa-east-1b'],
  ].map(([cacheClusterId = '', availabilityZone = '']) => {
    return { cacheClusterId, availabilityZone, cacheNodeId: '0001', role: 'replica' as const };
  });
  expect([...nodeAddresses(members).values()]).toEqual([
    '127.11.0.1',
    '127.11.1.1',
    '127.11.2.1',
    '127.11.1.2',
  ]);
});
