import { replicationOffset } from './redis-info.ts';
import type { RedisNode } from './redis-node.ts';

/** The nodes of a replication group, and which of them is the primary. */
export interface Roles {
  nodes: readonly RedisNode[];
  primary: RedisNode;
}

/** Makes `primary` the primary of the running nodes and lets the endpoints follow. */
export async function assignRoles(roles: Roles, primary: RedisNode): Promise<void> {
  const replicas = roles.nodes.filter((node) => node !== primary && node.isRunning());
  roles.primary = primary;
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
export async function untilInSync({ nodes, primary }: Roles): Promise<void> {
  const replicas = nodes.filter((node) => node !== primary && node.isRunning());
  await Promise.all(replicas.map((node) => node.untilInSync()));
}

/** The node that has most of the replication stream; undefined when there is none. */
export async function mostAdvanced(nodes: readonly RedisNode[]): Promise<RedisNode | undefined> {
  const candidates = await Promise.all(
    nodes.map(async (node) => ({ node, offset: replicationOffset(await node.info()) })),
  );
  return candidates.sort((a, b) => b.offset - a.offset)[0]?.node;
}
