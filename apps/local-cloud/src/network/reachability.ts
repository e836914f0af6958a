import { anywhere } from './ipv4.ts';
import { subnetOf, type Endpoint, type Network, type NetworkInterface } from './model.ts';
import { isPublic, missingRoute, missingWay, routeTableOf } from './routes.ts';
import { missingRule, peerOf } from './security-groups.ts';

/** As VPC endpoints name the services that ECS calls for a task. */
export type AwsService = 'ecr.api' | 'ecr.dkr' | 's3' | 'secretsmanager' | 'logs';

const httpsPort = 443;

/** Why an interface cannot open a TCP connection to another one, undefined when it can. */
export function refusalBetween(
  network: Network,
  from: NetworkInterface,
  to: NetworkInterface,
  port: number,
): string | undefined {
  return (
    missingWay(network, from, to) ??
    missingRule(network, from, 'egress', peerOf(network, to), port) ??
    missingRule(network, to, 'ingress', peerOf(network, from), port)
  );
}

/** Why an interface cannot open a TCP connection to any address of the internet, undefined when it can. */
export function refusalToInternet(
  network: Network,
  from: NetworkInterface,
  port: number,
): string | undefined {
  return (
    missingRoute(network, from, anywhere) ?? missingRule(network, from, 'egress', { range: anywhere }, port)
  );
}

/** Why the internet cannot open a TCP connection to an interface, undefined when it can. */
export function refusalFromInternet(
  network: Network,
  to: NetworkInterface,
  port: number,
): string | undefined {
  if (!to.hasPublicAddress) return `it has no public address in ${to.subnetId}`;
  if (!isPublic(network, to)) return `${to.subnetId} has no route to an internet gateway`;
  return missingRule(network, to, 'ingress', { range: anywhere }, port);
}

/**
 * Why an interface cannot call an AWS service, undefined when it can. An interface endpoint with private DNS takes all
 * calls, also those that it does not admit; a gateway endpoint those of the route tables that it is in.
 */
export function refusalToService(
  network: Network,
  from: NetworkInterface,
  service: AwsService,
): string | undefined {
  const name = `com.amazonaws.${network.region}.${service}`;
  const vpcId = subnetOf(network, from)?.vpcId;
  const endpoints = network.endpoints.filter((each) => each.service === name && each.vpcId === vpcId);
  const named = endpoints.find(({ type, hasPrivateDns }) => type === 'Interface' && hasPrivateDns);
  if (named) return refusalBetween(network, from, interfaceOf(network, named, from), httpsPort);
  const tableId = routeTableOf(network, from)?.id ?? '';
  if (endpoints.some(({ type, routeTableIds }) => type === 'Gateway' && routeTableIds.includes(tableId))) {
    const ids = network.prefixLists.filter((list) => list.name === name).map(({ id }) => id);
    return missingRule(network, from, 'egress', { range: anywhere, ids }, httpsPort);
  }
  const refusal = refusalToInternet(network, from, httpsPort);
  return refusal && `${name} has no endpoint here, and ${refusal}`;
}

/** The endpoint's interface in the caller's zone, if it has one there. */
function interfaceOf(
  network: Network,
  { subnetIds, securityGroupIds }: Endpoint,
  from: NetworkInterface,
): NetworkInterface {
  const zone = subnetOf(network, from)?.availabilityZone;
  const subnets = network.subnets.filter(({ id }) => subnetIds.includes(id));
  const [nearest] = [...subnets.filter(({ availabilityZone }) => availabilityZone === zone), ...subnets];
  return { subnetId: nearest?.id ?? '', securityGroupIds };
}
