import type { Network, NetworkInterface } from '../network/model.ts';
import { refusalBetween, refusalFromInternet } from '../network/reachability.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Listener, LoadBalancerSettings } from './settings.ts';
import type { TargetAddress } from './targets.ts';

/** Who reaches the load balancer, and whom it reaches. It has an interface in each of its subnets: all must be admitted. */
export class NetworkAccess {
  private readonly vpc: Pick<Vpc, 'current'>;
  private readonly log: (message: string) => void;
  private readonly said = new Map<string, string>();

  /** @param log told why something is out of reach */
  constructor(vpc: Pick<Vpc, 'current'>, log: (message: string) => void) {
    this.vpc = vpc;
    this.log = log;
  }

  /** The listeners that students reach. */
  openListeners({ listeners, interfaces }: LoadBalancerSettings): Listener[] {
    return listeners.filter(({ port }) =>
      this.isOpen(`listener ${port}`, interfaces, (network, at) => refusalFromInternet(network, at, port)),
    );
  }

  reaches({ interfaces }: LoadBalancerSettings, { address, port, at: there }: TargetAddress): boolean {
    if (!there) return true;
    return this.isOpen(`target ${address}:${port}`, interfaces, (network, at) =>
      refusalBetween(network, at, there, port),
    );
  }

  private isOpen(
    what: string,
    interfaces: readonly NetworkInterface[],
    refusalAt: (network: Network, at: NetworkInterface) => string | undefined,
  ): boolean {
    const network = this.vpc.current();
    const refusals = network
      ? interfaces.map((at) => refusalAt(network, at))
      : ['the network is not known yet'];
    const refusal = refusals.find((each) => each !== undefined);
    if (refusal !== this.said.get(what))
      this.log(`${what} ${refusal ? `is out of reach: ${refusal}` : 'is within reach'}`);
    if (refusal === undefined) this.said.delete(what);
    else this.said.set(what, refusal);
    return refusal === undefined;
  }
}
