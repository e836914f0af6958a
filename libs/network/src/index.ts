export {
  addressesOfSubnet,
  validateIpv4Range,
  validateOutsideVpc,
  validateVpcCidrBlock,
} from './address-plan.ts';
export {
  DatabasePeering,
  validateDatabaseVpc,
  type DatabasePeeringProps,
  type DatabaseVpc,
} from './database-peering.ts';
export { Network, type NatGateways, type NetworkProps } from './network.ts';
export type { PrivateSubnet } from './private-subnets.ts';
export { rangesOverlap } from './ranges.ts';
export {
  SecurityGroup,
  type SecurityGroupNetwork,
  type SecurityGroupPeer,
  type SecurityGroupProps,
} from './security-group.ts';
export { interfaceEndpointServices } from './vpc-endpoints.ts';
export { validateAvailabilityZones } from './zone.ts';
