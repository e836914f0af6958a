import type { EmulatorApi } from '../emulator/emulator-api.ts';
import type { PartContext, ZoneResident } from '../types.ts';
import { LoadBalancerNode } from './node.ts';
import { localPort, type LoadBalancerSettings } from './settings.ts';

/** Hears what DescribeLoadBalancers shall answer. */
export type AddressReporter = Pick<EmulatorApi, 'setLoadBalancerAddresses'>;

/** What is known of the load balancer whose nodes run. */
export type NodeSettings = Pick<LoadBalancerSettings, 'arn' | 'zones' | 'listeners'>;

/** The load balancer's nodes, one in each of its zones that is not lost. */
export class LoadBalancerNodes implements ZoneResident {
  private readonly createNode: (availabilityZone: string) => LoadBalancerNode;
  private readonly emulator: AddressReporter;
  private readonly lostZones = new Set<string>();
  private nodes: readonly LoadBalancerNode[] = [];
  private settings?: NodeSettings;
  private reported = false;

  /** @param program the HAProxy binary */
  constructor(context: PartContext, program: string, emulator: AddressReporter) {
    this.createNode = (availabilityZone) => new LoadBalancerNode(context, program, availabilityZone);
    this.emulator = emulator;
  }

  /** Another load balancer, or one with other listeners, has other nodes. */
  async follow(settings: NodeSettings | undefined): Promise<void> {
    await this.stop();
    this.settings = settings;
    this.nodes = settings?.zones.map(this.createNode) ?? [];
    this.reported = false;
  }

  /** Starts the nodes that do not run, and tells once where they all are: DNS knows the others of a lost one as well. */
  async heal(): Promise<void> {
    const { settings } = this;
    if (!settings) return;
    const ports = settings.listeners.map(({ port }) => localPort(port));
    const missing = this.nodes.filter(
      (node) => !node.isRunning() && !this.lostZones.has(node.availabilityZone),
    );
    await Promise.all(missing.map((node) => node.start(ports)));
    if (this.reported) return;
    const addresses = this.nodes.map((node) => [node.availabilityZone, node.address]);
    await this.emulator.setLoadBalancerAddresses(settings.arn, Object.fromEntries(addresses));
    this.reported = true;
  }

  loseZone(availabilityZone: string): void {
    this.lostZones.add(availabilityZone);
    this.nodes.find((node) => node.availabilityZone === availabilityZone)?.kill();
  }

  restoreZone(availabilityZone: string): void {
    this.lostZones.delete(availabilityZone);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}
