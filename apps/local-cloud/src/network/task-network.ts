import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endpointPort } from '../aws-clients.ts';
import { letOthersRead } from '../machine/local-users.ts';
import { destinationsOf, type Destination } from './destinations.ts';
import type { Network, NetworkInterface, PortRange } from './model.ts';
import { refusalBetween, refusalToInternet, refusalToService, type AwsService } from './reachability.ts';

export interface TaskNetworkOptions {
  readonly at: NetworkInterface;
  /** The task's own loopback address. */
  readonly address: string;
  /** Where the task gets the credentials of its role. @default - it has no role */
  readonly credentialsUrl?: string;
  /** What the task reaches is written here for its guard. */
  readonly file: string;
}

const guard = join(import.meta.dirname, 'connection-guard.mjs');

const allPorts: PortRange = [0, 65_535];

/** A task on the network: what ECS and the task's own programs reach from there. */
export class TaskNetwork {
  /** Where it is attached. */
  readonly at: NetworkInterface;
  private readonly options: TaskNetworkOptions;
  private network: Network;
  private written = '';

  constructor(network: Network, options: TaskNetworkOptions) {
    this.network = network;
    this.options = options;
    this.at = options.at;
    this.update(network);
  }

  /** For `NODE_OPTIONS`: makes each Node program of the task keep to what it reaches. */
  get nodeOption(): string {
    const url = pathToFileURL(guard);
    url.searchParams.set('destinations', this.options.file);
    return `--import=${url.href}`;
  }

  /** What the guard is, and what it reads: each file is written anew, so that its folder is what stays. */
  get files(): readonly string[] {
    letOthersRead(guard);
    return [guard, dirname(this.options.file)];
  }

  /** Rules and routes have changed, or may have. A program of the task sees them at its next connection. */
  update(network: Network): void {
    this.network = network;
    const text = JSON.stringify(taskDestinations(network, this.options));
    if (text === this.written) return;
    const { file } = this.options;
    writeFileSync(`${file}.new`, text, { mode: 0o644 });
    renameSync(`${file}.new`, file);
    this.written = text;
  }

  /** @returns why the task's interface cannot call an AWS service, undefined when it can */
  refusalToService(service: AwsService): string | undefined {
    return refusalToService(this.network, this.at, service);
  }

  /** @returns why the task's interface cannot open a connection to another one, undefined when it can */
  refusalTo(interfaceThere: NetworkInterface, port: number): string | undefined {
    return refusalBetween(this.network, this.at, interfaceThere, port);
  }

  remove(): void {
    rmSync(this.options.file, { force: true });
  }
}

/**
 * What the guard lets pass. The task's own address and the endpoint of its credentials are no matter of security groups;
 * the endpoint that stands for all of AWS is behind what leads to the internet.
 */
export function taskDestinations(
  network: Network,
  { at, address, credentialsUrl }: Pick<TaskNetworkOptions, 'at' | 'address' | 'credentialsUrl'>,
): Destination[] {
  const ports = [
    ...(credentialsUrl ? [Number(new URL(credentialsUrl).port)] : []).map(onePort),
    ...(refusalToInternet(network, at, 443) === undefined ? [endpointPort] : []).map(onePort),
  ];
  return [
    { range: `${address}/32`, ports: [allPorts], otherwise: '' },
    { range: '127.0.0.1/32', ports, otherwise: 'it is this machine, which is on no network of AWS' },
    ...destinationsOf(network, at),
  ];
}

const onePort = (port: number): PortRange => [port, port];
