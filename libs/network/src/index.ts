export { Network, type NatGateways, type NetworkProps } from './network.ts';
export { SecurityGroup, type SecurityGroupNetwork, type SecurityGroupProps } from './security-group.ts';
