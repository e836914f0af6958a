import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorApi, Target } from '../emulator/emulator-api.ts';
import type { RuntimeApi, ServerState } from './runtime-api.ts';
import type { TargetGroupSettings } from './settings.ts';
import type { TargetAddress } from './targets.ts';

interface Member {
  readonly target: TargetAddress;
  state: Target['state'];
  /** Whether HAProxy knows it. */
  added: boolean;
}

/** The targets of one target group, in HAProxy and in the answers of DescribeTargetHealth. */
export class TargetSet {
  group: TargetGroupSettings;
  private readonly members = new Map<string, Member>();
  private readonly emulator: EmulatorApi;
  private reported = '';

  constructor(group: TargetGroupSettings, emulator: EmulatorApi) {
    this.group = group;
    this.emulator = emulator;
  }

  add(target: TargetAddress): void {
    this.members.set(target.address, { target, state: 'initial', added: false });
  }

  state(address: string): Target['state'] | undefined {
    return this.members.get(address)?.state;
  }

  /** The targets that are not being drained. */
  inUse(): { availabilityZone: string; healthy: boolean }[] {
    return [...this.members.values()]
      .filter(({ state }) => state !== 'draining')
      .map(({ target, state }) => ({
        availabilityZone: target.availabilityZone,
        healthy: state === 'healthy',
      }));
  }

  /** Resolves when the target has been drained for `delaySeconds` and is gone. */
  async remove(address: string, api: RuntimeApi | undefined, delaySeconds: number): Promise<void> {
    const member = this.members.get(address);
    if (!member) return;
    member.state = 'draining';
    if (member.added && api) await api.drain(this.group.name, address);
    await this.report();
    await sleep(delaySeconds * 1000);
    this.members.delete(address);
    if (member.added && api) while (!(await api.removeServer(this.group.name, address))) await sleep(1000);
    await this.report();
  }

  /** A new HAProxy knows no target yet. */
  forgetServers(): void {
    for (const member of this.members.values()) member.added = false;
  }

  async refresh(api: RuntimeApi, servers: readonly ServerState[]): Promise<void> {
    for (const member of this.members.values()) {
      if (member.state === 'draining') continue;
      if (!member.added) await this.addServer(member, api);
      const server = servers.find(
        ({ backend, server }) => backend === this.group.name && server === member.target.address,
      );
      if (server) await this.follow(member, server, api);
    }
    await this.report();
  }

  private async addServer(member: Member, api: RuntimeApi): Promise<void> {
    const { address, port } = member.target;
    const { intervalSeconds, unhealthyThreshold } = this.group.healthCheck;
    const check = `check inter ${intervalSeconds}s rise 1 fall ${unhealthyThreshold}`;
    await api.addServer(this.group.name, address, `${address}:${port}`, check);
    member.added = true;
    member.state = 'initial';
  }

  /** A new target gets requests after its first passed check; from then on HAProxy itself acts on failed ones. */
  private async follow(member: Member, { checkStatus, up }: ServerState, api: RuntimeApi): Promise<void> {
    if (checkStatus === 'INI') return;
    const passed = up && checkStatus.startsWith('L7OK');
    if (member.state === 'initial' && passed) await api.makeReady(this.group.name, member.target.address);
    if (member.state === 'initial' && up && !passed) return;
    member.state = up ? 'healthy' : 'unhealthy';
  }

  private async report(): Promise<void> {
    const targets = [...this.members.values()].map(({ target, state }) => ({
      id: target.address,
      port: target.port,
      availabilityZone: target.availabilityZone,
      state,
      ...explanation[state],
    }));
    const text = JSON.stringify(targets);
    if (text === this.reported) return;
    await this.emulator.setTargetHealth(this.group.arn, targets);
    this.reported = text;
  }
}

/** As DescribeTargetHealth explains each state. */
const explanation: Record<Target['state'], Pick<Target, 'reason' | 'description'>> = {
  initial: { reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' },
  healthy: {},
  unhealthy: { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' },
  draining: {
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
  },
};
