import { connect } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pRetry, { AbortError } from 'p-retry';
import { zoneNumber } from '../machine/zones.ts';
import type { ChildProcess, PartContext } from '../types.ts';
import { loopback, MAX_CONNECTIONS } from './configuration.ts';
import { configurationFolder, haproxyOptions } from './haproxy.ts';

const pollFor10Seconds = { retries: 100, minTimeout: 100, maxTimeout: 100 };

/** The load balancer's address in a zone, for which its DNS name has a record on AWS. */
export const nodeAddress = (availabilityZone: string): string => `127.12.${zoneNumber(availabilityZone)}.1`;

/**
 * The load balancer's node in one zone: a process that takes connections at an address of its own, and passes them on
 * to the HAProxy that knows the targets. When it dies, the connections of its clients die with it.
 */
export class LoadBalancerNode {
  readonly availabilityZone: string;
  readonly address: string;
  private readonly context: PartContext;
  private readonly program: string;
  private process?: ChildProcess;

  /** @param program the HAProxy binary */
  constructor(context: PartContext, program: string, availabilityZone: string) {
    this.context = context;
    this.program = program;
    this.availabilityZone = availabilityZone;
    this.address = nodeAddress(availabilityZone);
  }

  isRunning(): boolean {
    return this.process?.isRunning() ?? false;
  }

  /** Resolves when it takes connections at each of the ports. */
  async start(ports: readonly number[]): Promise<void> {
    const folder = configurationFolder(this.context.folders);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const file = join(folder, `node-${this.availabilityZone}.cfg`);
    writeFileSync(file, renderNodeConfiguration(this.address, ports));
    const process = this.context.processes.start({
      name: `haproxy-${this.availabilityZone}`,
      ...haproxyOptions(this.context, this.program, file),
    });
    this.process = process;
    await Promise.all(ports.map((port) => pRetry(() => this.reach(port, process), pollFor10Seconds)));
  }

  kill(): void {
    this.process?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.process?.stop();
  }

  private async reach(port: number, process: ChildProcess): Promise<void> {
    if (!process.isRunning()) throw new AbortError(`${process.name} ended while it started, see its log`);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, this.address, () => socket.end(resolve)).on('error', reject);
    });
  }
}

/** The idle timeout is the matter of the HAProxy behind it, which closes first. */
export const renderNodeConfiguration = (address: string, ports: readonly number[]): string =>
  `${[
    `global
  nbthread 1
  maxconn ${MAX_CONNECTIONS}
  no strict-limits`,
    `defaults
  mode tcp
  timeout connect 5s
  timeout client 1h
  timeout server 1h`,
    ...ports.map(
      (port) => `listen port-${port}
  bind ${address}:${port}
  server load-balancer ${loopback}:${port}`,
    ),
  ].join('\n\n')}\n`;
