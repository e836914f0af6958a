import { faultsOf } from '../stage/faults.ts';
import { findLoadBalancer } from '../stage/load-balancer.ts';
import type { Preparation } from './preparation.ts';

/** Restores all zones, whatever becomes of the run. */
export const faultInjection: Preparation = async ({ clients, outputs }) => {
  const { restoreZone } = faultsOf(outputs);
  return async () => {
    const { AvailabilityZones = [] } = (await findLoadBalancer(clients, outputs)) ?? {};
    for (const { ZoneName } of AvailabilityZones) if (ZoneName) await restoreZone(ZoneName);
  };
};
