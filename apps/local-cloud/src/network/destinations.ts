import { anywhere, bySpecificity, loopback } from './ipv4.ts';
import { groupsOf, type CacheNode, type Network, type NetworkInterface, type PortRange } from './model.ts';
import { refusalBetween } from './reachability.ts';
import { missingRoute, routeTableOf } from './routes.ts';
import { admittedPorts, commonPorts, namesOf, peerOf } from './security-groups.ts';

/** Addresses that a task's own connections are treated alike for. */
export interface Destination {
  /** IPv4 range. */
  readonly range: string;
  /** The TCP ports that answer. */
  readonly ports: readonly PortRange[];
  /** Why the others do not. */
  readonly otherwise: string;
}

/** What an interface reaches, of all addresses. Of the destinations that hold an address the first one counts. */
export function destinationsOf(network: Network, from: NetworkInterface): Destination[] {
  const routes = routeTableOf(network, from)?.routes ?? [];
  const rules = groupsOf(network, from).flatMap(({ egress }) => egress);
  const ranges = new Set([
    anywhere,
    loopback,
    ...routes.map(({ range }) => range),
    ...rules.flatMap((rule) => rule.ranges),
  ]);
  return [
    ...network.cacheNodes.map((node) => cacheDestination(network, from, node)),
    // All addresses of a range that are in no narrower one have the same route and the same rules.
    ...[...ranges].sort(bySpecificity).map((range) => rangeDestination(network, from, range)),
  ];
}

/** What an interface reaches of a range that no route or rule divides. */
export function rangeDestination(network: Network, from: NetworkInterface, range: string): Destination {
  const unrouted = missingRoute(network, from, range);
  return {
    range,
    ports: unrouted === undefined ? admittedPorts(network, from, 'egress', { range }) : [],
    otherwise: unrouted ?? `no egress rule of ${namesOf(groupsOf(network, from))} admits it`,
  };
}

function cacheDestination(network: Network, from: NetworkInterface, node: CacheNode): Destination {
  const refusal = refusalBetween(network, from, node, node.port);
  return {
    range: `${node.address}/32`,
    ports: commonPorts(
      admittedPorts(network, from, 'egress', peerOf(network, node)),
      admittedPorts(network, node, 'ingress', peerOf(network, from)),
    ),
    otherwise: refusal ?? `Redis is at port ${node.port}, and the security groups admit no other`,
  };
}
