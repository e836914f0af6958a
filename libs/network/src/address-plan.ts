import { ConfigurationError, requireMatch } from '@edutechbr/foundation';
import { Fn } from 'cdktf';
import { rangesOverlap } from './ranges.ts';
import type { Zone } from './zone.ts';

/** A VPC is split into 16 equal ranges: the first 8 are for public subnets, the others for private ones. */
const subnetBits = 4;
const firstIndex = { public: 0, private: 8 } as const;

export type SubnetTier = keyof typeof firstIndex;

/**
 * The largest VPC that AWS allows (VPC user guide, "VPC CIDR blocks"), and the smallest whose public subnets a load balancer
 * can grow in: `/27` (user guide for Application Load Balancers, "Subnets for your load balancer").
 */
const prefixLengths = { shortest: 16, longest: 27 - subnetBits } as const;

/** AWS keeps the first four addresses of a subnet and the last one (VPC user guide, "Subnet CIDR blocks"). */
const reservedAddresses = 5;

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Range = new RegExp(`^${octet}(\\.${octet}){3}/(\\d|[12]\\d|3[0-2])$`);

/** @throws ConfigurationError unless the range is IPv4 and starts at its network address: AWS refuses others. */
export function validateIpv4Range(prop: string, range: string): void {
  requireMatch(prop, range, ipv4Range, 'must be an IPv4 range such as 10.0.0.0/16');
  const [address = ''] = range.split('/');
  const addressNumber = address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
  if (addressNumber % 2 ** (32 - prefixLengthOf(range)) !== 0) {
    throw new ConfigurationError(prop, 'must start at its own network address', range);
  }
}

/** @throws ConfigurationError unless the range is IPv4, a network address, and of a size that AWS allows for the VPC and its subnets. */
export function validateVpcCidrBlock(cidrBlock: string): void {
  validateIpv4Range('cidrBlock', cidrBlock);
  const prefixLength = prefixLengthOf(cidrBlock);
  const { shortest, longest } = prefixLengths;
  if (prefixLength < shortest || prefixLength > longest) {
    throw new ConfigurationError('cidrBlock', `must be between /${shortest} and /${longest}`, cidrBlock);
  }
}

/**
 * @throws ConfigurationError when a range has addresses of the VPC: AWS peers no two VPCs that do (VPC peering guide, "Create a
 * VPC peering connection"), and what the VPC has itself is not routed elsewhere (VPC user guide, "Route priority").
 */
export function validateOutsideVpc(prop: string, range: string, vpcCidrBlock: string): void {
  if (range === vpcCidrBlock) throw new ConfigurationError(prop, 'must not be vpcCidrBlock itself', range);
  if (rangesOverlap(range, vpcCidrBlock))
    throw new ConfigurationError(prop, `must not overlap vpcCidrBlock ${vpcCidrBlock}`, range);
}

/** The range of a zone's subnet. It belongs to the zone's letter, so that other zones may come and go. */
export function subnetCidrBlock(vpcCidrBlock: string, tier: SubnetTier, { letter }: Zone): string {
  const zoneIndex = letter.charCodeAt(0) - 'a'.charCodeAt(0);
  return Fn.cidrsubnet(vpcCidrBlock, subnetBits, firstIndex[tier] + zoneIndex);
}

/** How many addresses a subnet of the VPC has for network interfaces. */
export function addressesOfSubnet(vpcCidrBlock: string): number {
  return 2 ** (32 - prefixLengthOf(vpcCidrBlock) - subnetBits) - reservedAddresses;
}

function prefixLengthOf(range: string): number {
  return Number(range.split('/')[1]);
}
