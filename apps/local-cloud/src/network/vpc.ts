import type { AwsVpcConfiguration } from '@aws-sdk/client-ecs';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, PartContext } from '../types.ts';
import type { Network, NetworkInterface } from './model.ts';
import { TaskNetwork } from './task-network.ts';

export interface Attachment {
  readonly taskId: string;
  /** Of the task's service or deployment. */
  readonly configuration: AwsVpcConfiguration;
  readonly availabilityZone: string;
  /** The task's own loopback address. */
  readonly address: string;
  /** @default - the task has no role */
  readonly credentialsUrl?: string;
}

/** The deployed network: follows what it admits, for the tasks that are attached to it. */
export class Vpc implements Part {
  readonly name = 'network';
  /** A changed rule counts within 5 s. */
  readonly secondsBetweenTicks = 4;
  private readonly folder: string;
  private readonly readNetwork: () => Promise<Network>;
  private readonly tasks = new Map<string, TaskNetwork>();
  private network?: Network;

  constructor({ folders }: Pick<PartContext, 'folders'>, readNetwork: () => Promise<Network>) {
    this.folder = join(folders.state, 'network');
    this.readNetwork = readNetwork;
  }

  async start(): Promise<void> {
    // A daemon that was killed has left its tasks' files.
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o755 });
  }

  async tick(): Promise<void> {
    const network = await this.read();
    for (const task of this.tasks.values()) task.update(network);
  }

  /** @returns undefined until it has been read for the first time */
  current(): Network | undefined {
    return this.network;
  }

  /** A new task meets what is deployed now. */
  async attach(attachment: Attachment): Promise<TaskNetwork> {
    const { taskId, address, credentialsUrl } = attachment;
    const network = await this.read();
    const at = interfaceOf(network, attachment);
    const file = join(this.folder, `${taskId}.json`);
    const task = new TaskNetwork(network, { at, address, credentialsUrl, file });
    this.tasks.set(taskId, task);
    return task;
  }

  detach(taskId: string): void {
    this.tasks.get(taskId)?.remove();
    this.tasks.delete(taskId);
  }

  describe(): string {
    const groups = this.network?.securityGroups.length ?? 0;
    return `${groups} security groups, ${this.tasks.size} tasks attached`;
  }

  async stop(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async read(): Promise<Network> {
    this.network = await this.readNetwork();
    return this.network;
  }
}

/** @throws Error when the configuration has no subnet in the task's zone */
function interfaceOf(
  network: Network,
  { configuration, availabilityZone }: Pick<Attachment, 'configuration' | 'availabilityZone'>,
): NetworkInterface {
  const { subnets = [], securityGroups = [], assignPublicIp } = configuration;
  const subnet = network.subnets.find(
    (each) => subnets.includes(each.id) && each.availabilityZone === availabilityZone,
  );
  if (!subnet) throw new Error(`none of ${subnets.join(', ')} is in ${availabilityZone}`);
  const defaultGroup = network.securityGroups.find(
    ({ name, vpcId }) => name === 'default' && vpcId === subnet.vpcId,
  );
  return {
    subnetId: subnet.id,
    securityGroupIds: securityGroups.length > 0 ? securityGroups : [defaultGroup?.id ?? ''],
    hasPublicAddress: assignPublicIp === 'ENABLED',
  };
}
