import { contains } from './ipv4.ts';
import {
  groupsOf,
  subnetOf,
  type Network,
  type NetworkInterface,
  type PortRange,
  type SecurityGroup,
} from './model.ts';

/** Groups are stateful: what the caller may send and its peer may take is answered, whatever other rules say. */
export type Direction = 'egress' | 'ingress';

/** The other side of a connection, as rules name it. */
export interface RulePeer {
  /** All addresses that it may have: a rule has to admit the whole range. */
  readonly range: string;
  /** Its security groups, or the prefix list that holds its addresses. @default - rules name it by range only */
  readonly ids?: readonly string[];
}

/** An interface is anywhere in its subnet, as far as rules on ranges are concerned. */
export const peerOf = (network: Network, at: NetworkInterface): RulePeer => ({
  range: subnetOf(network, at)?.range ?? '',
  ids: at.securityGroupIds,
});

/** The ports that the groups of an interface admit in one direction. */
export function admittedPorts(
  network: Network,
  at: NetworkInterface,
  direction: Direction,
  { range, ids = [] }: RulePeer,
): PortRange[] {
  return groupsOf(network, at)
    .flatMap((group) => group[direction])
    .filter(
      (rule) =>
        rule.ids.some((id) => ids.includes(id)) || rule.ranges.some((admitted) => contains(admitted, range)),
    )
    .map(({ ports }) => ports);
}

/** @returns which rule is missing, undefined when the port is admitted */
export function missingRule(
  network: Network,
  at: NetworkInterface,
  direction: Direction,
  peer: RulePeer,
  port: number,
): string | undefined {
  if (includesPort(admittedPorts(network, at, direction, peer), port)) return undefined;
  const named = network.securityGroups.filter(({ id }) => peer.ids?.includes(id));
  const whom = named.length > 0 ? namesOf(named) : peer.range;
  const preposition = direction === 'egress' ? 'to' : 'from';
  return `no ${direction} rule of ${namesOf(groupsOf(network, at))} admits TCP ${port} ${preposition} ${whom}`;
}

export const namesOf = (groups: readonly SecurityGroup[]): string =>
  groups.map(({ name }) => name).join(', ') || 'no security group';

export const includesPort = (ranges: readonly PortRange[], port: number): boolean =>
  ranges.some(([first, last]) => first <= port && port <= last);

export function commonPorts(left: readonly PortRange[], right: readonly PortRange[]): PortRange[] {
  return left
    .flatMap(([first, last]) =>
      right.map(([from, to]): PortRange => [Math.max(first, from), Math.min(last, to)]),
    )
    .filter(([first, last]) => first <= last);
}
