import type { TargetGroupSettings } from './settings.ts';
import { TargetSet, type Servers, type TargetReporter } from './target-set.ts';
import type { TargetAddress } from './targets.ts';

/** The targets of every target group that the load balancer has had. */
export class TargetSets {
  private readonly sets = new Map<string, TargetSet>();
  /** Registered before their target group was read. */
  private early: TargetAddress[] = [];
  private readonly emulator: TargetReporter;
  private deployed: readonly TargetGroupSettings[] = [];

  constructor(emulator: TargetReporter) {
    this.emulator = emulator;
  }

  /** Of the target groups that a listener forwards to. */
  get inUse(): TargetSet[] {
    return this.deployed.flatMap(({ arn }) => this.sets.get(arn) ?? []);
  }

  of(targetGroupArn: string): TargetSet | undefined {
    return this.sets.get(targetGroupArn);
  }

  register(target: TargetAddress): void {
    const targets = this.sets.get(target.targetGroupArn);
    if (targets) targets.add(target);
    else this.early.push(target);
  }

  /** Resolves when the target has been drained for its group's delay, at least for `leastSeconds`, and is gone. */
  async deregister(
    { targetGroupArn, address }: TargetAddress,
    api: Servers,
    { immediately, leastSeconds }: { readonly immediately: boolean; readonly leastSeconds: number },
  ): Promise<void> {
    this.early = this.early.filter((target) => target.address !== address);
    const targets = this.sets.get(targetGroupArn);
    const delaySeconds = immediately ? 0 : (targets?.group.deregistrationDelaySeconds ?? 0);
    await targets?.remove(address, api, Math.max(delaySeconds, leastSeconds));
  }

  /** @param deployed The target groups that a listener forwards to. */
  async follow(deployed: readonly TargetGroupSettings[]): Promise<void> {
    this.forgetServers();
    for (const group of deployed)
      if (!this.sets.has(group.arn)) this.sets.set(group.arn, new TargetSet(group, this.emulator));
    this.update(deployed);
    this.early.splice(0).forEach((target) => this.register(target));
    await this.leaveOthers();
  }

  /** The same target groups, in something that HAProxy does not know. */
  update(deployed: readonly TargetGroupSettings[]): void {
    this.deployed = deployed;
    for (const group of deployed) {
      const targets = this.sets.get(group.arn);
      if (targets) targets.group = group;
    }
  }

  /** A new HAProxy knows no target yet. */
  forgetServers(): void {
    for (const targets of this.sets.values()) targets.forgetServers();
  }

  /** Targets stay registered with a group to which no listener forwards; an empty one may be gone with its stage. */
  private async leaveOthers(): Promise<void> {
    const inUse = this.inUse;
    for (const [arn, targets] of this.sets) {
      if (inUse.includes(targets)) continue;
      if (targets.isEmpty) this.sets.delete(arn);
      else await targets.leaveUnused();
    }
  }
}
