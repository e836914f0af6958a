import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastWords } from '../machine/deaths.ts';
import { giveTo, localUser } from '../machine/local-users.ts';
import { canMount } from '../machine/visible-paths.ts';
import type { Certificate, ChildProcess, Folders, PartContext, ProcessOptions } from '../types.ts';
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
  const folder = configurationFolder(context.folders);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const sockets = { runtime: runtimeSocket(context), requestLog: requestLogSocket(context) };
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, renderConfiguration(settings, sockets, writeCertificates(folder, certificates)));
  const haproxy = context.processes.start({ name: 'haproxy', ...haproxyOptions(context, program, file) });
  const api = new RuntimeApi(sockets.runtime);
  for (const end = Date.now() + SECONDS_TO_START * 1000; Date.now() < end; await sleep(100)) {
    if (!haproxy.isRunning())
      throw new Error(
        `HAProxy ended while it started: ${lastWords(join(context.folders.logs, 'haproxy.log'))}`,
      );
    if (await api.servers().catch(() => undefined)) return haproxy;
  }
  await haproxy.stop();
  throw new Error(`HAProxy did not answer within ${SECONDS_TO_START} s; see logs/haproxy.log`);
}

/** Where nothing can be mounted for it, the folder of our sockets keeps everybody out but ourselves. */
const haproxyUser = () => (canMount() ? localUser('load-balancer') : undefined);

/** Who HAProxy runs as, and what it sees. */
export function haproxyOptions(
  { folders }: PartContext,
  program: string,
  configuration: string,
): Omit<ProcessOptions, 'name'> {
  return {
    command: program,
    args: ['-db', '-f', configuration],
    user: haproxyUser(),
    visible: [
      { path: program },
      { path: configurationFolder(folders) },
      { path: socketFolder(folders), writable: true },
    ],
  };
}

/** HAProxy reads here and writes nothing: what we write over belongs to us. */
export const configurationFolder = ({ state }: Folders): string => join(state, 'load-balancer');

const socketFolder = ({ sockets }: Folders): string => join(sockets, 'load-balancer');

/** Of HAProxy's runtime API. */
export const runtimeSocket = ({ folders }: PartContext): string =>
  join(socketFolder(folders), 'runtime.sock');

/** Receives what HAProxy logs, over the restarts of HAProxy. */
export async function listenToRequestLog(
  context: PartContext,
  onText: (text: string) => void,
): Promise<Server> {
  const folder = socketFolder(context.folders);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const socket = requestLogSocket(context);
  const server = createServer((connection) => connection.setEncoding('utf8').on('data', onText));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
  giveTo(haproxyUser(), folder, socket);
  return server;
}

const requestLogSocket = ({ folders }: PartContext): string => join(socketFolder(folders), 'requests.sock');

function writeCertificates(
  folder: string,
  certificates: ReadonlyMap<string, Certificate>,
): Map<string, string> {
  const files = new Map<string, string>();
  for (const [arn, { certificate, privateKey }] of certificates) {
    const file = join(folder, `${arn.split('/').at(-1) ?? ''}.pem`);
    writeFileSync(file, certificate + privateKey, { mode: 0o600 });
    giveTo(haproxyUser(), file);
    files.set(arn, file);
  }
  return files;
}
