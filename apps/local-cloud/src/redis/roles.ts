import { replicationOffset } from './redis-info.ts';
import type { RedisNode } from './redis-node.ts';

/** The nodes of a replication group, and which of them is the primary. */
export interface Roles {
  nodes: readonly RedisNode[];
  primary: RedisNode;
}

export const running = (nodes: readonly RedisNode[]): RedisNode[] => nodes.filter((node) => node.isRunning());

/** The replicas that run. */
export const replicasOf = ({ nodes, primary }: Roles): RedisNode[] =>
  running(nodes).filter((node) => node !== primary);

/** Makes `primary` the primary of the running nodes and lets the endpoints follow. */
export async function assignRoles(roles: Roles, primary: RedisNode): Promise<void> {
  roles.primary = primary;
  const replicas = replicasOf(roles);
  await primary.becomePrimary();
  // The reader endpoint is given up by one node before another takes it.
  await primary.serve(['primary', ...(replicas.length === 0 ? (['reader'] as const) : [])]);
  for (const [index, replica] of replicas.entries()) {
    await replica.serve([]);
    await replica.follow(primary);
    if (index === replicas.length - 1) await replicas[0]?.serve(['reader']);
  }
}

/** Resolves when all running replicas have what their primary has. */
export async function untilInSync(roles: Roles): Promise<void> {
  await Promise.all(replicasOf(roles).map((node) => node.untilInSync()));
}

/** The node that has most of the replication stream; undefined when there is none. */
export async function mostAdvanced(nodes: readonly RedisNode[]): Promise<RedisNode | undefined> {
  const candidates = await Promise.all(
    nodes.map(async (node) => ({ node, offset: replicationOffset(await node.info()) })),
  );
  return candidates.sort((a, b) => b.offset - a.offset)[0]?.node;
}
