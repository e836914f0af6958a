import type { Target } from '../emulator/emulator-api.ts';
import type { NetworkInterface } from '../network/model.ts';

export type TargetHealth = Target['state'];

export interface TargetAddress {
  readonly targetGroupArn: string;
  readonly address: string;
  readonly port: number;
  readonly availabilityZone: string;
  /** Where it is attached to the network. @default - nothing is filtered */
  readonly at?: NetworkInterface;
}

/** The load balancer as ECS sees it. */
export interface Targets {
  register(target: TargetAddress): void;
  /**
   * No request is sent to the target any more. Resolves when the deregistration delay is over.
   * `immediately` skips the delay, for a target that is gone already.
   */
  deregister(target: TargetAddress, options?: { readonly immediately: boolean }): Promise<void>;
  health(target: TargetAddress): TargetHealth;
}
