import { anywhere, bySpecificity, contains } from './ipv4.ts';
import { subnetOf, type Network, type NetworkInterface, type Route, type RouteTable } from './model.ts';

/** The table that a subnet is associated with, else the main one of its VPC. */
export function routeTableOf(network: Network, at: NetworkInterface): RouteTable | undefined {
  const vpcId = subnetOf(network, at)?.vpcId;
  return (
    network.routeTables.find(({ subnetIds }) => subnetIds.includes(at.subnetId)) ??
    network.routeTables.find((table) => table.isMain && table.vpcId === vpcId)
  );
}

/** @returns why packets between two interfaces do not arrive, there or back, undefined when they do */
export function missingWay(
  network: Network,
  from: NetworkInterface,
  to: NetworkInterface,
): string | undefined {
  // Within a VPC everything is local, to every route table.
  if (subnetOf(network, from)?.vpcId === subnetOf(network, to)?.vpcId) return undefined;
  return missingPeering(network, from, to) ?? missingPeering(network, to, from);
}

/** @returns why packets do not leave the subnet for one of another VPC, undefined when they do */
function missingPeering(network: Network, from: NetworkInterface, to: NetworkInterface): string | undefined {
  const { range = '', vpcId = '' } = subnetOf(network, to) ?? {};
  const table = routeTableOf(network, from);
  const route = mostSpecific(table?.routes ?? [], range);
  const peering = network.peerings.find(({ id }) => id === route?.target);
  if (!peering?.vpcIds.includes(vpcId))
    return `${table?.name ?? from.subnetId} has no route to ${range}, which is in ${vpcId}`;
  return missingRoute(network, from, range);
}

/** @returns why packets to a range do not leave the subnet, undefined when they do */
export function missingRoute(network: Network, at: NetworkInterface, range: string): string | undefined {
  const table = routeTableOf(network, at);
  const route = mostSpecific(table?.routes ?? [], range);
  if (!table || !route) return `${table?.name ?? at.subnetId} has no route to ${range}`;
  const problem = problemOf(network, at, route);
  return problem && `the route of ${table.name} to ${route.range} leads to ${route.target}, ${problem}`;
}

/** Whether a subnet is public: its way out is an internet gateway. */
export function isPublic(network: Network, at: NetworkInterface): boolean {
  const route = mostSpecific(routeTableOf(network, at)?.routes ?? [], anywhere);
  return Boolean(route?.isActive && route.target.startsWith('igw-'));
}

const mostSpecific = (routes: readonly Route[], range: string): Route | undefined =>
  routes
    .filter((route) => contains(route.range, range))
    .sort((left, right) => bySpecificity(left.range, right.range))[0];

function problemOf(
  network: Network,
  { hasPublicAddress = false }: NetworkInterface,
  { target, isActive }: Route,
): string | undefined {
  if (!isActive) return 'which is gone';
  if (target === 'local') return undefined;
  if (target.startsWith('igw-'))
    return hasPublicAddress ? undefined : 'which nothing passes without a public address';
  if (target.startsWith('nat-')) return problemOfNatGateway(network, target);
  if (target.startsWith('pcx-'))
    return network.peerings.some(({ id, isActive: isOpen }) => id === target && isOpen)
      ? undefined
      : 'which is not active';
  return 'which the local stage does not follow';
}

function problemOfNatGateway(network: Network, natGatewayId: string): string | undefined {
  const gateway = network.natGateways.find(({ id }) => id === natGatewayId);
  if (!gateway?.isAvailable) return 'which is not available';
  if (!gateway.isPublic) return 'which is a private one';
  const at = { subnetId: gateway.subnetId, securityGroupIds: [] };
  return isPublic(network, at) ? undefined : 'whose own subnet has no route to an internet gateway';
}
