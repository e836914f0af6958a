import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { ExitError } from '@edutechbr/cli';
import { localStage } from '@edutechbr/lms-infra';
import { emulatorPort, endpointPort } from '../aws-clients.ts';
import { findPostgresBinaries } from '../database/postgres-binaries.ts';
import { findUnprivilegedUser, requireAccess } from '../database/unprivileged-user.ts';
import { localPort } from '../load-balancer/settings.ts';
import { endpoints, nodeAddresses } from '../redis/addresses.ts';

/** What something here listens at, and must therefore be free. */
export interface Listener {
  /** Who wants it. */
  readonly user: string;
  readonly port: number;
  /** @default '127.0.0.1' */
  readonly address?: string;
}

const redisNodes = nodeAddresses(
  localStage.availabilityZones.map((zone) => ({ cacheClusterId: zone, availabilityZone: zone })),
);

const localListeners: readonly Listener[] = [
  { user: 'the AWS endpoint', port: endpointPort },
  { user: 'the emulator', port: emulatorPort },
  { user: 'PostgreSQL', port: localStage.database.port },
  { user: "the load balancer's HTTPS", port: localPort(443) },
  { user: "the load balancer's HTTP", port: localPort(80) },
  ...[...Object.values(endpoints), ...redisNodes.values()].map((address) => ({
    user: 'Redis',
    address,
    port: localStage.cache.port,
  })),
];

/** What a load test of the size that the customer asks for has at once. */
const STUDENTS = 10_000;

/** Open files of the load balancer beside one for each student: connections to the tasks, and some slack. */
const OTHER_OPEN_FILES = 2_000;

/** @throws ExitError 3 that names each busy address and what wants it */
export async function requireFreePorts(listeners: readonly Listener[] = localListeners): Promise<void> {
  const busy: string[] = [];
  for (const { user, port, address = '127.0.0.1' } of listeners)
    if (!(await isFree(port, address))) busy.push(`${address}:${port} (${user})`);
  if (busy.length > 0)
    throw new ExitError(
      'missingTool',
      `another program listens at ${busy.join(', ')}: end it (ss -ltnp shows it) and start again`,
    );
}

/** @throws ExitError 3 when we are root and PostgreSQL or the tasks, which run as other users, may not enter `folder` */
export async function requireAccessOfOthers(folder: string): Promise<void> {
  const user = await findUnprivilegedUser();
  if (user) await requireAccess([(await findPostgresBinaries()).postgres, process.execPath], folder, user);
}

/**
 * @param limit of the files that a process may open: the hard one, to which Node and HAProxy raise their own
 * @returns what is said when it is too low for a load test, undefined when it is not
 */
export function openFilesWarning(limit = hardLimitOfOpenFiles()): string | undefined {
  const needed = STUDENTS + OTHER_OPEN_FILES;
  if (limit >= needed) return undefined;
  const students = Math.max(0, limit - OTHER_OPEN_FILES);
  return (
    `warning: a process may open only ${limit} files (ulimit -Hn), enough for about ${students} students at once; ` +
    `${STUDENTS} need ${needed}: run "ulimit -Hn ${needed}" as root, or raise nofile in /etc/security/limits.conf`
  );
}

function hardLimitOfOpenFiles(): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Infinity : Number(limit);
}

async function isFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      'code' in error && error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}
