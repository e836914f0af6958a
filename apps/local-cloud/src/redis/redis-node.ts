import { createClient } from '@redis/client';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pRetry, { AbortError } from 'p-retry';
import { giveTo, localUser } from '../machine/local-users.ts';
import { lastWords } from '../machine/deaths.ts';
import type { ChildProcess, PartContext } from '../types.ts';
import { endpoints } from './addresses.ts';
import type { DeployedGroup, DeployedMember } from './deployed-group.ts';
import {
  aclFile,
  aclRules,
  adminUser,
  memorySettings,
  redisConfig,
  type InternalUsers,
} from './redis-config.ts';
import { parseInfo, type RedisInfo } from './redis-info.ts';
import type { AclUser } from './sign-in.ts';

export interface RedisNodeProps {
  readonly context: PartContext;
  readonly group: DeployedGroup;
  /** Who may use it at first. */
  readonly aclUsers: readonly AclUser[];
  readonly member: DeployedMember;
  readonly address: string;
  readonly users: InternalUsers;
  /** The program. */
  readonly redisServer: string;
}

const pollFor30Seconds = { retries: 300, minTimeout: 100, maxTimeout: 100 };

/** One redis-server and our own connection to it. */
export class RedisNode {
  readonly cacheClusterId: string;
  readonly member: DeployedMember;
  readonly address: string;

  private readonly props: RedisNodeProps;
  private readonly folder: string;
  private process: ChildProcess | undefined;
  private client: AdminClient | undefined;
  private group: DeployedGroup;
  private aclUsers: readonly AclUser[];

  constructor(props: RedisNodeProps) {
    this.props = props;
    this.group = props.group;
    this.aclUsers = props.aclUsers;
    this.member = props.member;
    this.cacheClusterId = props.member.cacheClusterId;
    this.address = props.address;
    this.folder = join(props.context.folders.state, 'redis', this.cacheClusterId);
  }

  isRunning(): boolean {
    return this.process?.isRunning() ?? false;
  }

  is({ cacheClusterId }: DeployedMember): boolean {
    return this.cacheClusterId === cacheClusterId;
  }

  /** Resolves when the node answers. It begins as a primary without data. */
  async start(): Promise<void> {
    await this.writeFiles();
    const { context, redisServer } = this.props;
    this.process = context.processes.start({
      name: `redis-${this.cacheClusterId}`,
      command: redisServer,
      args: [join(this.folder, 'redis.conf')],
      cwd: this.folder,
      user: localUser('redis'),
      visible: [
        { path: redisServer },
        { path: context.certificates.caFile },
        { path: this.folder, writable: true },
      ],
    });
    const { process } = this;
    await pRetry(() => this.connect(process), pollFor30Seconds);
  }

  /** Takes over what has changed since; a node that does not run has it when it starts again. */
  async adapt(group: DeployedGroup, aclUsers: readonly AclUser[]): Promise<void> {
    if (this.isRunning()) {
      await this.adaptUsers(aclUsers);
      await this.adaptMemory(group);
    }
    // Only now: what could not be said is said again.
    this.group = group;
    this.aclUsers = aclUsers;
  }

  /** Makes the node listen at these endpoints beside its own address, and at no other. */
  async serve(names: readonly (keyof typeof endpoints)[]): Promise<void> {
    const addresses = [this.address, ...names.map((name) => endpoints[name])];
    await this.command('CONFIG', 'SET', 'bind', addresses.join(' '));
  }

  async follow(primary: RedisNode): Promise<void> {
    await this.command('REPLICAOF', primary.address, String(this.props.group.port));
  }

  /** Resolves when this replica has all that its primary has. */
  async untilInSync(): Promise<void> {
    const checkLink = async () => {
      const link = (await this.info()).get('master_link_status');
      if (link !== 'up') throw new Error(`${this.cacheClusterId} has no link to its primary`);
    };
    await pRetry(checkLink, pollFor30Seconds);
  }

  async becomePrimary(): Promise<void> {
    await this.command('REPLICAOF', 'NO', 'ONE');
  }

  async info(): Promise<RedisInfo> {
    return parseInfo(String(await this.command('INFO', 'everything')));
  }

  /** Names of the commands of an ACL category, e.g. `read`. */
  async commandsOf(category: string): Promise<string[]> {
    const names = await this.command('COMMAND', 'LIST', 'FILTERBY', 'ACLCAT', category);
    return Array.isArray(names) ? names.map(String) : [];
  }

  /** As a machine that fails: at once, without a word to clients and replicas. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.client?.destroy();
    this.client = undefined;
    await this.process?.stop(signal);
    this.process = undefined;
  }

  private async adaptUsers(aclUsers: readonly AclUser[]): Promise<void> {
    const known = new Set(this.aclUsers.map(ruleOf));
    for (const user of aclUsers)
      if (!known.has(ruleOf(user)))
        await this.command('ACL', 'SETUSER', user.name, 'reset', ...aclRules(user).trim().split(/\s+/));
    for (const { name } of this.aclUsers)
      if (!aclUsers.some((user) => user.name === name)) await this.forgetUser(name);
  }

  private async adaptMemory(group: DeployedGroup): Promise<void> {
    const former = memorySettings(this.group);
    for (const [name, value] of Object.entries(memorySettings(group)))
      if (former[name] !== value) await this.command('CONFIG', 'SET', name, value);
  }

  /** Redis has no server without a user named `default`. */
  private async forgetUser(name: string): Promise<void> {
    if (name === 'default') await this.command('ACL', 'SETUSER', name, 'reset');
    else await this.command('ACL', 'DELUSER', name);
  }

  private async writeFiles(): Promise<void> {
    const { context, users } = this.props;
    // The former process may have changed what is in it.
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const files = {
      folder: this.folder,
      certificate: join(this.folder, 'certificate.pem'),
      privateKey: join(this.folder, 'key.pem'),
      ca: context.certificates.caFile,
      acl: join(this.folder, 'users.acl'),
    };
    const { certificate, privateKey } = await context.certificates.issue([
      this.address,
      ...Object.values(endpoints),
    ]);
    writeFileSync(files.certificate, certificate);
    writeFileSync(files.privateKey, privateKey, { mode: 0o600 });
    writeFileSync(files.acl, aclFile(this.aclUsers, users), { mode: 0o600 });
    writeFileSync(join(this.folder, 'redis.conf'), redisConfig(this.group, this.address, files, users), {
      mode: 0o600,
    });
    const { certificate: certificateFile, privateKey: keyFile, acl } = files;
    giveTo(localUser('redis'), this.folder, certificateFile, keyFile, acl, join(this.folder, 'redis.conf'));
  }

  private async connect(process: ChildProcess): Promise<void> {
    if (!process.isRunning()) {
      throw new AbortError(
        `${process.name} ended: ${lastWords(join(this.props.context.folders.logs, `${process.name}.log`))}`,
      );
    }
    const client = createAdminClient(this.props);
    client.on('error', (error) => this.props.context.log(`${this.cacheClusterId}: ${String(error)}`));
    await client.connect();
    this.client = client;
  }

  private async command(...args: string[]): Promise<unknown> {
    if (!this.client) throw new Error(`${this.cacheClusterId} is not running`);
    return this.client.sendCommand(args);
  }
}

const ruleOf = (user: AclUser): string => `${user.name} ${aclRules(user)}`;

type AdminClient = ReturnType<typeof createAdminClient>;

function createAdminClient({ context, group, address, users }: RedisNodeProps) {
  return createClient({
    username: adminUser,
    password: users.adminPassword,
    socket: {
      host: address,
      port: group.port,
      tls: true,
      ca: readFileSync(context.certificates.caFile, 'utf8'),
      reconnectStrategy: false,
    },
  });
}
