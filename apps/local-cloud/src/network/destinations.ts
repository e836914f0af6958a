import { anywhere, bySpecificity } from './ipv4.ts';
import { groupsOf, type Network, type NetworkInterface, type PortRange, type Server } from './model.ts';
import { refusalBetween } from './reachability.ts';
import { missingRoute, missingWay, routeTableOf } from './routes.ts';
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
    ...routes.map(({ range }) => range),
    ...rules.flatMap((rule) => rule.ranges),
  ]);
  return [
    ...network.servers.map((server) => serverDestination(network, from, server)),
    // All addresses of a range that are in no narrower one have the same route and the same rules.
    ...[...ranges].sort(bySpecificity).map((range) => rangeDestination(network, from, range)),
  ];
}

/** What an interface reaches of a range that no route or rule divides. */
function rangeDestination(network: Network, from: NetworkInterface, range: string): Destination {
  const unrouted = missingRoute(network, from, range);
  return {
    range,
    ports: unrouted === undefined ? admittedPorts(network, from, 'egress', { range }) : [],
    otherwise: unrouted ?? `no egress rule of ${namesOf(groupsOf(network, from))} admits it`,
  };
}

function serverDestination(network: Network, from: NetworkInterface, server: Server): Destination {
  const { name, address, port } = server;
  const admitted = commonPorts(
    admittedPorts(network, from, 'egress', peerOf(network, server)),
    admittedPorts(network, server, 'ingress', peerOf(network, from)),
  );
  return {
    range: `${address}/32`,
    ports: missingWay(network, from, server) === undefined ? admitted : [],
    otherwise:
      refusalBetween(network, from, server, port) ??
      `${name} is at port ${port}, and the security groups admit no other`,
  };
}
