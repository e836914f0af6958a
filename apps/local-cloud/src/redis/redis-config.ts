import type { DeployedGroup, DeployedUser } from './deployed-group.ts';

/** Memory for data, in MiB, of the node types that are likely here: ElastiCache's `maxmemory` of each. */
const maxmemoryMiB: Readonly<Record<string, number>> = {
  'cache.t4g.micro': 512,
  'cache.t4g.small': 1403,
  'cache.t4g.medium': 3164,
  'cache.m7g.large': 6533,
  'cache.r7g.large': 13387,
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
  const maxmemory = maxmemoryMiB[group.nodeType];
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
    ['save', '""'],
    ['appendonly', 'no'],
    ['maxmemory-policy', group.maxmemoryPolicy],
    ...(maxmemory ? [['maxmemory', `${maxmemory}mb`]] : []),
    ['dir', files.folder],
    ['daemonize', 'no'],
  ];
  return settings.map((setting) => `${setting.join(' ')}\n`).join('');
}

/**
 * ACL file of every node. A user is known by its name; any token is accepted (`nopass`): only AWS can verify a token
 * that IAM signed. Redis's own user `default` is off unless the deployment says otherwise.
 */
export function aclFile(deployed: readonly DeployedUser[], users: InternalUsers): string {
  const lines = [
    `user ${adminUser} on >${users.adminPassword} ~* &* +@all`,
    `user ${replicationUser} on >${users.replicationPassword} +psync +replconf +ping`,
    ...(deployed.some(({ name }) => name === 'default') ? [] : ['user default off']),
    ...deployed.map(({ name, accessString }) => `user ${name} nopass ${accessString}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
