import { quoteForRedis, requireOneLine } from '../machine/quote.ts';
import type { DeployedGroup } from './deployed-group.ts';
import type { AclUser } from './sign-in.ts';

/**
 * ElastiCache's `maxmemory` in bytes, of the node types that are likely here.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Redis.html (node-type specific parameters)
 */
const maxmemoryBytes: Readonly<Record<string, number>> = {
  'cache.t4g.micro': 536_870_912,
  'cache.t4g.small': 1_471_026_299,
  'cache.t4g.medium': 3_317_862_236,
  'cache.m6g.large': 6_854_542_746,
  'cache.m7g.large': 6_854_542_746,
  'cache.r6g.large': 14_037_181_030,
  'cache.r7g.large': 14_037_181_030,
};

/** Users of our own beside the deployed ones, with passwords that live as long as the fleet. */
export interface InternalUsers {
  readonly adminPassword: string;
  readonly replicationPassword: string;
}

export const adminUser = 'local-cloud';
const replicationUser = 'local-cloud-replication';

export interface NodeFiles {
  readonly folder: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly ca: string;
  readonly acl: string;
}

/** `redis.conf` of one node. */
export function redisConfig(
  group: DeployedGroup,
  address: string,
  files: NodeFiles,
  users: InternalUsers,
): string {
  const settings = [
    ['bind', address],
    // Replicas are known by their own address, not by the one that the kernel picks.
    ['replica-announce-ip', address],
    // TLS only, as in-transit encryption demands; ElastiCache asks for no client certificate.
    ['port', '0'],
    ['tls-port', String(group.port)],
    ['tls-cert-file', files.certificate],
    ['tls-key-file', files.privateKey],
    ['tls-ca-cert-file', files.ca],
    ['tls-auth-clients', 'no'],
    ['tls-replication', 'yes'],
    ['aclfile', files.acl],
    ['masteruser', replicationUser],
    ['masterauth', users.replicationPassword],
    ['repl-diskless-sync-delay', '0'],
    // Sessions live in memory and on the replicas: snapshots and append-only file are off.
    ['save', ''],
    ['appendonly', 'no'],
    ...Object.entries(memorySettings(group)),
    ['dir', files.folder],
    ['daemonize', 'no'],
  ];
  return settings.map(([name, value = '']) => `${name} ${quoteForRedis(value)}\n`).join('');
}

/** What a running node takes over when it changes. */
export function memorySettings({ maxmemoryPolicy, nodeType }: DeployedGroup): Record<string, string> {
  const maxmemory = maxmemoryBytes[nodeType];
  return { 'maxmemory-policy': maxmemoryPolicy, ...(maxmemory ? { maxmemory: String(maxmemory) } : {}) };
}

/** ACL file of every node. Redis's own user `default` is off unless the deployment says otherwise. */
export function aclFile(deployed: readonly AclUser[], users: InternalUsers): string {
  const lines = [
    `user ${adminUser} on >${users.adminPassword} ~* &* +@all`,
    `user ${replicationUser} on >${users.replicationPassword} +psync +replconf +ping`,
    ...(deployed.some(({ name }) => name === 'default') ? [] : ['user default off']),
    ...deployed.map((user) => `user ${user.name} ${aclRules(user)}`),
  ];
  // Redis reads no quotes here.
  return lines.map((line) => `${requireOneLine(line, 'Redis')}\n`).join('');
}

/**
 * A user is known by its name; any token is accepted (`nopass`), as only AWS can verify a token that IAM signed. Who
 * may not sign in has no password: none can be right.
 */
export const aclRules = ({ maySignIn, accessString }: AclUser): string =>
  `${maySignIn ? 'nopass' : 'resetpass'} ${accessString}`;
