import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorApi, Target } from '../emulator/emulator-api.ts';
import type { TargetInUse } from '../types.ts';
import type { RuntimeApi, ServerState } from './runtime-api.ts';
import type { TargetGroupSettings } from './settings.ts';
import type { TargetAddress } from './targets.ts';

interface Member {
  readonly target: TargetAddress;
  state: Exclude<Target['state'], 'unused'>;
  /** What its last failed check got: a status, or no answer in time. @default - the target is not there */
  failure?: number | 'timeout';
  /** Since when it is out of the load balancer's reach, in epoch milliseconds. @default - it is within reach */
  outOfReachSince?: number;
  /** Since when its share of the requests grows, in epoch milliseconds. @default - it has a full one */
  slowStartSince?: number;
  /** In HAProxy: not there yet, there without requests, or with requests while its checks pass. */
  server: 'absent' | 'drained' | 'ready';
}

/** Whether the network lets the load balancer open connections to a target. */
type Reaches = (target: TargetAddress) => boolean;

/** Hears what DescribeTargetHealth shall answer. */
export type TargetReporter = Pick<EmulatorApi, 'setTargetHealth'>;

/** What is done to HAProxy's servers. */
export type Servers = Pick<RuntimeApi, 'addServer' | 'makeReady' | 'setShare' | 'drain' | 'removeServer'>;

/** The targets of one target group, in HAProxy and in the answers of DescribeTargetHealth. */
export class TargetSet {
  group: TargetGroupSettings;
  private readonly members = new Map<string, Member>();
  private readonly emulator: TargetReporter;
  private reported = '';

  constructor(group: TargetGroupSettings, emulator: TargetReporter) {
    this.group = group;
    this.emulator = emulator;
  }

  add(target: TargetAddress): void {
    this.members.set(target.address, { target, state: 'initial', server: 'absent' });
  }

  get isEmpty(): boolean {
    return this.members.size === 0;
  }

  state(address: string): Target['state'] | undefined {
    return this.members.get(address)?.state;
  }

  /** The targets that are not being drained. */
  inUse(): TargetInUse[] {
    return [...this.members.values()].flatMap(({ target: { availabilityZone }, state }) =>
      state === 'draining' ? [] : [{ availabilityZone, state }],
    );
  }

  /** Resolves when the target has been drained for `delaySeconds` and is gone. */
  async remove(address: string, api: Servers, delaySeconds: number): Promise<void> {
    const member = this.members.get(address);
    if (!member) return;
    member.state = 'draining';
    if (member.server !== 'absent') await api.drain(this.group.name, address).catch(ignoreDeath);
    await sleep(delaySeconds * 1000);
    while (!(await this.isGone(member, api))) await sleep(1000);
    this.members.delete(address);
  }

  /** A new HAProxy knows no target yet; what was healthy gets requests again at once. */
  forgetServers(): void {
    for (const member of this.members.values()) member.server = 'absent';
  }

  /** No listener forwards to the group: nothing is asked or checked, and nothing is found ill. */
  async leaveUnused(): Promise<void> {
    for (const member of this.members.values()) member.server = 'absent';
    await this.emulator.setTargetHealth(
      this.group.arn,
      [...this.members.values()].map(({ target: { address, port, availabilityZone } }) => ({
        id: address,
        port,
        availabilityZone,
        ...unused,
      })),
    );
    this.reported = '';
  }

  async refresh(api: Servers, servers: readonly ServerState[], reaches: Reaches): Promise<void> {
    for (const member of this.members.values()) {
      if (member.state === 'draining') continue;
      if (member.server === 'absent') await this.addServer(member, api);
      const server = servers.find(
        ({ backend, server }) => backend === this.group.name && server === member.target.address,
      );
      if (!reaches(member.target)) await this.timeOut(member, api);
      else if (server) await this.follow(member, server, api);
    }
    await this.report();
  }

  private async addServer(member: Member, api: Servers): Promise<void> {
    const { address, port } = member.target;
    const { intervalSeconds, unhealthyThreshold } = this.group.healthCheck;
    const check = `check inter ${intervalSeconds}s rise 1 fall ${unhealthyThreshold}`;
    await api.addServer(this.group.name, address, `${address}:${port}`, check);
    member.server = 'drained';
    if (member.state === 'healthy') await this.makeReady(member, api);
  }

  private async isGone({ server, target }: Member, api: Servers): Promise<boolean> {
    return (
      server === 'absent' ||
      (await api.removeServer(this.group.name, target.address).catch(ignoreDeath)) === true
    );
  }

  /** A new target gets requests after its first passed check; from then on HAProxy itself acts on failed ones. */
  private async follow(
    member: Member,
    { checkStatus, checkCode, up }: ServerState,
    api: Servers,
  ): Promise<void> {
    member.outOfReachSince = undefined;
    if (checkStatus === 'INI') return;
    const passed = up && checkStatus.startsWith('L7OK');
    const becomesReady = member.server === 'drained' && passed;
    if (becomesReady && this.startsSlowly()) member.slowStartSince = Date.now();
    if (member.slowStartSince !== undefined) await this.growShare(member, api);
    if (becomesReady) await this.makeReady(member, api);
    if (!up) member.failure = checkStatus.endsWith('TOUT') ? 'timeout' : checkCode;
    if (member.server === 'ready' || !up) member.state = up ? 'healthy' : 'unhealthy';
  }

  /** HAProxy's own checks pass by the network's rules: here it is found ill when the checks of AWS would have failed. */
  private async timeOut(member: Member, api: Servers): Promise<void> {
    const { intervalSeconds, unhealthyThreshold } = this.group.healthCheck;
    member.outOfReachSince ??= Date.now();
    if (Date.now() - member.outOfReachSince < intervalSeconds * unhealthyThreshold * 1000) return;
    if (member.server === 'ready') await api.drain(this.group.name, member.target.address);
    member.server = 'drained';
    member.state = 'unhealthy';
    member.failure = 'timeout';
  }

  /** Without one that has a full share already, new targets do not begin slowly. */
  private startsSlowly(): boolean {
    const others = [...this.members.values()];
    const isWarm = ({ state, slowStartSince }: Member) => state === 'healthy' && slowStartSince === undefined;
    return this.group.slowStartSeconds > 0 && others.some(isWarm);
  }

  private async growShare(member: Member, api: Servers): Promise<void> {
    const seconds = (Date.now() - (member.slowStartSince ?? 0)) / 1000;
    const percent = Math.min(100, Math.max(1, Math.round((seconds / this.group.slowStartSeconds) * 100)));
    await api.setShare(this.group.name, member.target.address, percent);
    if (percent === 100) member.slowStartSince = undefined;
  }

  private async makeReady(member: Member, api: Servers): Promise<void> {
    await api.makeReady(this.group.name, member.target.address);
    member.server = 'ready';
  }

  private async report(): Promise<void> {
    const targets = [...this.members.values()].map(({ target, state, failure }) => ({
      id: target.address,
      port: target.port,
      availabilityZone: target.availabilityZone,
      state,
      ...explanation[state],
      ...(state === 'unhealthy' ? explainFailure(failure) : {}),
    }));
    const text = JSON.stringify(targets);
    if (text === this.reported) return;
    await this.emulator.setTargetHealth(this.group.arn, targets);
    this.reported = text;
  }
}

/** A HAProxy that has died has no servers any more: `forgetServers` follows. */
const ignoreDeath = () => undefined;

/** As DescribeTargetHealth answers for a group that no listener forwards to. */
const unused = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description: 'Target group is not configured to receive traffic from the load balancer',
} as const;

function explainFailure(failure: Member['failure']): Pick<Target, 'reason' | 'description'> {
  if (failure === 'timeout') return { reason: 'Target.Timeout', description: 'Request timed out' };
  return failure === undefined ? {} : { description: `Health checks failed with these codes: [${failure}]` };
}

/** As DescribeTargetHealth explains each state. */
const explanation: Record<Member['state'], Pick<Target, 'reason' | 'description'>> = {
  initial: { reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' },
  healthy: {},
  unhealthy: { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' },
  draining: {
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
  },
};
