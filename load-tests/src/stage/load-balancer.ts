import { DescribeLoadBalancersCommand, type LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';

/** @returns undefined when there is no such load balancer */
export async function findLoadBalancer(
  { loadBalancing }: Pick<Clients, 'loadBalancing'>,
  { loadBalancerFullName }: Pick<StageOutputs, 'loadBalancerFullName'>,
): Promise<LoadBalancer | undefined> {
  const { LoadBalancers = [] } = await loadBalancing.send(new DescribeLoadBalancersCommand());
  return LoadBalancers.find(({ LoadBalancerArn }) =>
    LoadBalancerArn?.endsWith(`loadbalancer/${loadBalancerFullName}`),
  );
}

/**
 * Where students reach the load balancer. On AWS that is its name, for which DNS knows an address in each zone. The local
 * stage has no such name: its API tells the addresses of the nodes.
 */
export function entrancesOf(loadBalancer: LoadBalancer | undefined, url: string): string[] {
  const addresses = (loadBalancer?.AvailabilityZones ?? []).flatMap(({ LoadBalancerAddresses = [] }) =>
    LoadBalancerAddresses.flatMap(({ IpAddress }) => IpAddress ?? []),
  );
  if (addresses.length === 0) return [url];
  return addresses.map((address) => url.replace(new URL(url).hostname, address));
}
