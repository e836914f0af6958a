import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Certificate, ChildProcess, PartContext } from '../types.ts';
import { renderConfiguration } from './configuration.ts';
import { RuntimeApi } from './runtime-api.ts';
import type { LoadBalancerSettings } from './settings.ts';

const SECONDS_TO_START = 10;

/**
 * Starts HAProxy for a deployed load balancer, and waits until it answers at its runtime API.
 *
 * @param program the HAProxy binary
 * @param certificates imported ones by ARN
 */
export async function startHaproxy(
  context: PartContext,
  program: string,
  settings: LoadBalancerSettings,
  certificates: ReadonlyMap<string, Certificate>,
): Promise<ChildProcess> {
  const folder = makeFolder(context);
  const sockets = { runtime: runtimeSocket(context), requestLog: requestLogSocket(context) };
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, renderConfiguration(settings, sockets, writeCertificates(folder, certificates)));
  const haproxy = context.processes.start({ name: 'haproxy', command: program, args: ['-db', '-f', file] });
  const api = new RuntimeApi(sockets.runtime);
  for (const end = Date.now() + SECONDS_TO_START * 1000; Date.now() < end; await sleep(100)) {
    if (!haproxy.isRunning()) throw new Error('HAProxy ended while it started; see logs/haproxy.log');
    if (await api.servers().catch(() => undefined)) return haproxy;
  }
  await haproxy.stop();
  throw new Error(`HAProxy did not answer within ${SECONDS_TO_START} s; see logs/haproxy.log`);
}

/** Of HAProxy's runtime API. */
export const runtimeSocket = ({ folders }: PartContext): string =>
  join(folders.state, 'load-balancer', 'runtime.sock');

/** Receives what HAProxy logs, over the restarts of HAProxy. */
export async function listenToRequestLog(
  context: PartContext,
  onText: (text: string) => void,
): Promise<Server> {
  makeFolder(context);
  const socket = requestLogSocket(context);
  rmSync(socket, { force: true });
  const server = createServer((connection) => connection.setEncoding('utf8').on('data', onText));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
  return server;
}

const requestLogSocket = ({ folders }: PartContext): string =>
  join(folders.state, 'load-balancer', 'requests.sock');

function makeFolder({ folders }: PartContext): string {
  const folder = join(folders.state, 'load-balancer');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function writeCertificates(
  folder: string,
  certificates: ReadonlyMap<string, Certificate>,
): Map<string, string> {
  const files = new Map<string, string>();
  for (const [arn, { certificate, privateKey }] of certificates) {
    const file = join(folder, `${arn.split('/').at(-1) ?? ''}.pem`);
    writeFileSync(file, certificate + privateKey, { mode: 0o600 });
    files.set(arn, file);
  }
  return files;
}
