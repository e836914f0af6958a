import { faultsOf } from '../stage/faults.ts';
import { findLoadBalancer } from '../stage/load-balancer.ts';
import type { Preparation } from './preparation.ts';

/** Makes sure that faults can be injected before anybody comes, and restores all zones afterwards. */
export const faultInjection: Preparation = async ({ clients, outputs }) => {
  const { restoreZone } = faultsOf(outputs);
  return async () => {
    const { AvailabilityZones = [] } = (await findLoadBalancer(clients, outputs)) ?? {};
    for (const { ZoneName } of AvailabilityZones) if (ZoneName) await restoreZone(ZoneName);
  };
};
