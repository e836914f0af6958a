export { validateIpv4Range, validateVpcCidrBlock } from './address-plan.ts';
export { Network, type NatGateways, type NetworkProps } from './network.ts';
export type { PrivateSubnet } from './private-subnets.ts';
export { SecurityGroup, type SecurityGroupNetwork, type SecurityGroupProps } from './security-group.ts';
export { validateAvailabilityZones } from './zone.ts';
