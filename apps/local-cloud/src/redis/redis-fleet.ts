import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { randomBytes } from 'node:crypto';
import type { AwsClientSettings, Part, PartContext, ZoneResident } from '../types.ts';
import { endpoints, nodeAddresses } from './addresses.ts';
import { DeployedGroups, type DeployedGroup, type DeployedMember } from './deployed-group.ts';
import type { InternalUsers } from './redis-config.ts';
import type { RedisInfo } from './redis-info.ts';
import { RedisNode } from './redis-node.ts';
import { assignRoles, mostAdvanced, replicasOf, running, untilInSync, type Roles } from './roles.ts';
import type { ReadRole } from '../iam/roles.ts';
import { SignIn, type AclUser, type RedisGate } from './sign-in.ts';

/** Tells the emulator where Redis is and who is the primary. */
export interface RedisReporter {
  setEndpoints(report: RedisEndpoints): Promise<void>;
  setPrimary(replicationGroupId: string, cacheClusterId: string): Promise<void>;
}

export interface RedisEndpoints {
  readonly replicationGroupId: string;
  readonly primary: Endpoint;
  readonly reader: Endpoint;
  /** By CacheClusterId. */
  readonly nodes: Readonly<Record<string, Endpoint>>;
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface RedisNodeStats {
  readonly cacheClusterId: string;
  readonly cacheNodeId: string;
  readonly address: string;
  readonly isPrimary: boolean;
  readonly info: RedisInfo;
  /** Names of the commands that only read, and of those that write. */
  readonly commands: { readonly read: readonly string[]; readonly write: readonly string[] };
}

export interface RedisFleetProps {
  readonly context: PartContext;
  readonly aws: AwsClientSettings;
  readonly reporter: RedisReporter;
  readonly readRole: ReadRole;
  /** The program, built with TLS. */
  readonly redisServer: string;
}

/** What was deployed once seldom changes; it takes several calls to find out. */
const TICKS_BETWEEN_LOOKS = 5;

interface Fleet extends Roles {
  group: DeployedGroup;
  readonly commands: RedisNodeStats['commands'];
  /** Promoted by a failover that is not finished: it must not be killed as if it were the former primary. */
  successor?: RedisNode;
  /** Names of the nodes that ran when the roles were assigned last. */
  assigned?: string;
}

/**
 * Redis as the deployed replication group says it: a primary and its replicas, each at an address of its own. The
 * primary also listens at the primary endpoint, a replica at the reader endpoint.
 */
export class RedisFleet implements Part, RedisGate, ZoneResident {
  readonly name = 'redis';

  private readonly props: RedisFleetProps;
  private readonly elastiCache: ElastiCacheClient;
  private readonly deployed: DeployedGroups;
  private readonly users: InternalUsers = {
    adminPassword: randomBytes(24).toString('hex'),
    replicationPassword: randomBytes(24).toString('hex'),
  };
  private readonly signIn: SignIn;
  private readonly lostZones = new Set<string>();
  private fleet: Fleet | undefined;
  private ticks = 0;
  /** One after the other: what was read last must also be said last. */
  private adapting: Promise<void> = Promise.resolve();

  constructor(props: RedisFleetProps) {
    this.props = props;
    this.elastiCache = new ElastiCacheClient(props.aws);
    this.deployed = new DeployedGroups(this.elastiCache);
    this.signIn = new SignIn(props.readRole, props.context.log);
  }

  async start(): Promise<void> {
    // Nothing is deployed yet.
  }

  async tick(): Promise<void> {
    const group = await this.deployed.status();
    if (this.fleet && this.fleet.group.id !== group?.id) await this.stopFleet();
    if (!group || group.status === 'deleting') return;
    if (!this.fleet || group.status === 'creating') {
      await this.reportEndpoints(this.fleet ?? (await this.startFleet(await this.deployed.read(group))));
    } else if (group.status === 'modifying' || this.fleet.successor) await this.failOver(this.fleet);
    else await this.heal(this.fleet);
    if (this.fleet && ++this.ticks % TICKS_BETWEEN_LOOKS === 0)
      await this.adapt(this.fleet, await this.deployed.read(group));
  }

  async admit(roleArn: string): Promise<void> {
    this.signIn.add(roleArn);
    if (this.fleet) await this.adapt(this.fleet, this.fleet.group);
  }

  dismiss(roleArn: string): void {
    this.signIn.remove(roleArn);
  }

  loseZone(availabilityZone: string): void {
    this.lostZones.add(availabilityZone);
    for (const node of this.fleet?.nodes ?? [])
      if (node.member.availabilityZone === availabilityZone) void node.kill();
  }

  restoreZone(availabilityZone: string): void {
    this.lostZones.delete(availabilityZone);
  }

  describe(): string {
    if (!this.fleet) return 'no replication group is deployed';
    const { primary, group } = this.fleet;
    const replicas = replicasOf(this.fleet).length;
    return `primary ${primary.cacheClusterId} at ${primary.address}:${group.port}, ${replicas} replicas`;
  }

  async stop(): Promise<void> {
    await this.stopFleet();
    this.elastiCache.destroy();
  }

  /** Of the nodes that run, for their metrics. */
  async stats(): Promise<RedisNodeStats[]> {
    if (!this.fleet) return [];
    const { nodes, primary, commands } = this.fleet;
    return Promise.all(
      running(nodes).map(async (node) => ({
        cacheClusterId: node.cacheClusterId,
        cacheNodeId: node.member.cacheNodeId,
        address: node.address,
        isPrimary: node === primary,
        info: await node.info(),
        commands,
      })),
    );
  }

  private async startFleet(group: DeployedGroup): Promise<Fleet> {
    const nodes = this.createNodes(group, group.members, await this.signIn.users(group));
    const primary = nodes.find(({ member }) => member.role === 'primary');
    if (!primary) throw new Error(`${group.id} has no primary`);
    try {
      await this.startAll(nodes);
      const [read, write] = await Promise.all([primary.commandsOf('read'), primary.commandsOf('write')]);
      const fleet: Fleet = { group, nodes, primary, commands: { read, write } };
      await this.assign(fleet, primary);
      await untilInSync(fleet);
      this.fleet = fleet;
      return fleet;
    } catch (error) {
      await Promise.all(nodes.map((node) => node.stop()));
      throw error;
    }
  }

  private createNodes(
    group: DeployedGroup,
    members: readonly DeployedMember[],
    aclUsers: readonly AclUser[],
  ): RedisNode[] {
    const { context, redisServer } = this.props;
    const addresses = nodeAddresses(group.members);
    return members.map((member) => {
      const address = addresses.get(member.cacheClusterId) ?? '';
      return new RedisNode({ context, group, aclUsers, member, address, users: this.users, redisServer });
    });
  }

  /** Nodes, users, their rights and parameters as they are deployed now. */
  private adapt(fleet: Fleet, group: DeployedGroup): Promise<void> {
    const adapted = this.adapting.then(async () => {
      fleet.group = group;
      const aclUsers = await this.signIn.users(group);
      await this.followMembers(fleet, group, aclUsers);
      await Promise.all(fleet.nodes.map((node) => node.adapt(group, aclUsers)));
    });
    this.adapting = adapted.catch(() => undefined);
    return adapted;
  }

  /** A node that was added is started by the next tick, as one that has ended. */
  private async followMembers(
    fleet: Fleet,
    group: DeployedGroup,
    aclUsers: readonly AclUser[],
  ): Promise<void> {
    const left = fleet.nodes.filter((node) => group.members.some((member) => node.is(member)));
    const added = group.members.filter((member) => !fleet.nodes.some((node) => node.is(member)));
    if (left.length === fleet.nodes.length && added.length === 0) return;
    await Promise.all(fleet.nodes.filter((node) => !left.includes(node)).map((node) => node.stop()));
    fleet.nodes = [...left, ...this.createNodes(group, added, aclUsers)];
    await this.assign(fleet, fleet.primary);
    await this.reportEndpoints(fleet);
  }

  /** Until then the group is `creating`. */
  private async reportEndpoints({ group, nodes }: Fleet): Promise<void> {
    const { port } = group;
    await this.props.reporter.setEndpoints({
      replicationGroupId: group.id,
      primary: { address: endpoints.primary, port },
      reader: { address: endpoints.reader, port },
      nodes: Object.fromEntries(
        nodes.map(({ cacheClusterId, address }) => [cacheClusterId, { address, port }]),
      ),
    });
  }

  private async stopFleet(): Promise<void> {
    const { fleet } = this;
    this.fleet = undefined;
    await Promise.all(fleet?.nodes.map((node) => node.stop()) ?? []);
  }

  /** A node that ended by itself comes back as a replica; without its primary the group fails over. */
  private async heal(fleet: Fleet): Promise<void> {
    const { nodes, primary } = fleet;
    if (!primary.isRunning()) return this.failOver(fleet);
    const ended = this.startable(nodes);
    // A replica that is gone may have served the reader endpoint.
    if (ended.length === 0 && namesOf(running(nodes)) === fleet.assigned) return;
    if (ended.length > 0) this.props.context.log(`restarting ${namesOf(ended)}`);
    await this.startAll(nodes);
    await this.assign(fleet, primary);
  }

  private async assign(fleet: Fleet, primary: RedisNode): Promise<void> {
    const assigned = namesOf(running(fleet.nodes));
    await assignRoles(fleet, primary);
    fleet.assigned = assigned;
  }

  /** Starts what can run. A zone may be lost meanwhile: its nodes die with it. */
  private async startAll(nodes: readonly RedisNode[]): Promise<void> {
    const started = this.startable(nodes);
    await Promise.all(started.map((node) => node.start()));
    for (const node of started) if (this.lostZones.has(node.member.availabilityZone)) await node.kill();
  }

  /** Those that do not run, and whose zone is not lost. */
  private startable(nodes: readonly RedisNode[]): RedisNode[] {
    return nodes.filter((node) => !node.isRunning() && !this.lostZones.has(node.member.availabilityZone));
  }

  /** What fails after the promotion is tried again by the next tick, the promotion itself is not. */
  private async failOver(fleet: Fleet): Promise<void> {
    const { context, reporter } = this.props;
    if (!fleet.successor?.isRunning()) fleet.successor = await this.promote(fleet);
    await this.startAll(fleet.nodes);
    await this.assign(fleet, fleet.successor);
    await untilInSync(fleet);
    context.log(`${fleet.primary.cacheClusterId} is the primary`);
    await reporter.setPrimary(fleet.group.id, fleet.primary.cacheClusterId);
    fleet.successor = undefined;
  }

  /** Kills the primary and promotes the replica that has most of its data; it comes back itself when there is none. */
  private async promote(fleet: Fleet): Promise<RedisNode> {
    const former = fleet.primary;
    this.props.context.log(`failing over from ${former.cacheClusterId}`);
    await former.kill();
    const best = await mostAdvanced(running(fleet.nodes));
    if (!best) return former;
    fleet.successor = best;
    await this.assign(fleet, best);
    return best;
  }
}

const namesOf = (nodes: readonly RedisNode[]) => nodes.map(({ cacheClusterId }) => cacheClusterId).join(', ');
