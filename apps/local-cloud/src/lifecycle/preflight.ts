import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname } from 'node:path';
import { ExitError } from '@edutechbr/cli';
import { localStage } from '@edutechbr/lms-infra';
import { credentialsPort, endpointPort } from '../aws-clients.ts';
import { databaseServer } from '../database/database-network.ts';
import { nodeAddress } from '../load-balancer/node.ts';
import { localPort } from '../load-balancer/settings.ts';
import { findListeningProcess, workspaceOf, type ListeningProcess } from '../machine/listening-processes.ts';
import { localUser } from '../machine/local-users.ts';
import { createProcesses } from '../machine/processes.ts';
import { canMount } from '../machine/visible-paths.ts';
import { endpoints, nodeAddresses } from '../redis/addresses.ts';
import type { Folders } from '../types.ts';

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
  { user: "the tasks' credentials", port: credentialsPort },
  { user: 'PostgreSQL', address: databaseServer.address, port: databaseServer.port },
  ...[undefined, ...localStage.availabilityZones.map(nodeAddress)].flatMap((address) => [
    { user: "the load balancer's HTTPS", address, port: localPort(443) },
    { user: "the load balancer's HTTP", address, port: localPort(80) },
  ]),
  ...[...Object.values(endpoints), ...redisNodes.values()].map((address) => ({
    user: 'Redis',
    address,
    port: localStage.cache.port,
  })),
];

const loopback = '127.0.0.1';

/** What the local cloud writes before a load: 43 MiB with a deployed stage (measured), logs, and some slack. */
const MIB_OF_STATE = 512;

/** @throws ExitError 3 that names each busy address, what wants it, who listens there and how to end that */
export async function requireFreePorts(
  workspace: string,
  listeners: readonly Listener[] = localListeners,
): Promise<void> {
  const busy: Listener[] = [];
  for (const listener of listeners) if (!(await isFree(listener))) busy.push(listener);
  const owners = new Map<string, string[]>();
  for (const { user, port, address = loopback } of busy) {
    const owner = describeOwner(findListeningProcess(port), workspace);
    owners.set(owner, [...(owners.get(owner) ?? []), `${address}:${port} (${user})`]);
  }
  if (owners.size === 0) return;
  const reasons = [...owners].map(([owner, addresses]) => owner.replace('{}', addresses.join(', ')));
  throw new ExitError('missingTool', reasons.join('; '));
}

/** Holds `{}` where the addresses belong. */
function describeOwner(owner: ListeningProcess | undefined, workspace: string): string {
  if (!owner) return 'another program listens at {}: end it (ss -ltnp as root shows it) and start again';
  const clone = workspaceOf(owner.command);
  if (clone && clone !== workspace)
    return `the local cloud of ${clone} listens at {}, and a machine runs one at a time: end it with "npx nx run local-cloud:stop" in ${clone}`;
  const program = owner.command.split(' ')[0] ?? '';
  return `${basename(program)} (pid ${owner.pid}) listens at {}: end it with "kill ${owner.pid}" and start again`;
}

/**
 * @param needed MiB
 * @throws ExitError 3 when the file system of `folder`, or of what will hold it, has less space
 */
export function requireDiskSpace(folder: string, needed = MIB_OF_STATE): void {
  const existing = nearestExisting(folder);
  const { bavail, bsize } = statfsSync(existing);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free < needed)
    throw new ExitError(
      'missingTool',
      `the disk that holds ${existing} has ${free} MiB left, ${needed} MiB are needed: free some (df -h ${existing}) and start again`,
    );
}

const nearestExisting = (folder: string): string =>
  existsSync(folder) ? folder : nearestExisting(dirname(folder));

/**
 * As root the parts run as other users. Where we can mount for them, no folder keeps them out.
 *
 * @throws ExitError 3 when such a user may not enter `folder`, or not run Node
 */
export async function requireAccessOfOthers(folders: Folders): Promise<void> {
  const user = localUser('task');
  if (!user) return;
  const node = process.execPath;
  const lines: string[] = [];
  const { exited } = createProcesses(folders).start({
    name: 'access',
    command: 'sh',
    args: ['-c', '"$0" --version > /dev/null && ls -d "$1" > /dev/null', node, folders.logs],
    user,
    visible: [{ path: node }, { path: folders.logs }],
    onLine: (line) => lines.push(line),
  });
  if ((await exited).code === 0) return;
  throw new ExitError(
    'missingTool',
    `as root, the tasks and the database run as users of their own, and those may not enter ${folders.state} or run ${node} ` +
      `(${lines.join('; ')}): ${canMount() ? letThemRun(node) : letThemIn}`,
  );
}

const letThemRun = (node: string): string => `let others run it (chmod o+rx ${node})`;

/** We are root, but in a container, or under a policy, that forbids to mount. */
const letThemIn =
  'let others search the folders above (chmod o+x), run as a user of your own, or let root mount here (docker run --cap-add SYS_ADMIN)';

async function isFree({ port, address = loopback }: Listener): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      'code' in error && error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}
