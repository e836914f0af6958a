import { Resolver } from 'node:dns/promises';
import { findLoadBalancer } from '../../traffic.ts';
import type { Check } from '../check.ts';

/** Students come by the url's name. The load balancer has to be there first, so a deploy never waits for it. */
export const dnsRecord: Check = {
  name: 'DNS record',
  notLocal: 'its url is an address',
  find: async (stage) => {
    const { hostname } = new URL(stage.url);
    const target = (await findLoadBalancer(stage))?.DNSName;
    const [found, wanted] = await Promise.all([addressesOf(hostname), addressesOf(target)]);
    const where = target ?? 'loadBalancerDnsName of "npm run --silent outputs" after the deploy';
    const mend = `let a CNAME record ${hostname} lead to ${where}`;
    if (found.length === 0) return [{ problem: `${hostname} has no DNS record`, mend, advice: true }];
    if (target === undefined || found.some((address) => wanted.includes(address))) return [];
    const problem = `${hostname} leads to ${found.join(', ')}, which is not the load balancer`;
    return [{ problem, mend, advice: true }];
  },
};

/** @returns nothing when the name leads nowhere */
async function addressesOf(host: string | undefined): Promise<string[]> {
  if (host === undefined) return [];
  try {
    return await new Resolver({ timeout: 2000, tries: 1 }).resolve4(host);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA'))
      return [];
    throw error;
  }
}
