import { zoneNumber } from '../machine/zones.ts';
import type { DeployedMember } from './deployed-group.ts';

/** The endpoints that follow the roles, as ElastiCache's DNS names do. */
export const endpoints = { primary: '127.11.255.1', reader: '127.11.255.2' };

/**
 * An address of its own for each member, by CacheClusterId: 127.11.Z.N, where Z is the zone (0 for the region's zone
 * `a`) and N counts the zone's members from 1.
 */
export function nodeAddresses(
  members: readonly Pick<DeployedMember, 'cacheClusterId' | 'availabilityZone'>[],
): ReadonlyMap<string, string> {
  const used = new Map<number, number>();
  return new Map(
    members.map(({ cacheClusterId, availabilityZone }) => {
      const zone = zoneNumber(availabilityZone);
      const number = (used.get(zone) ?? 0) + 1;
      used.set(zone, number);
      return [cacheClusterId, `127.11.${zone}.${number}`];
    }),
  );
}
