import { ConfigurationError, requireMatch } from '@edutechbr/foundation';
import { Fn } from 'cdktf';

/** A VPC is split into 16 equal ranges: the first 8 are for public subnets, the others for private ones. */
const subnetBits = 4;
const firstIndex = { public: 0, private: 8 } as const;

export type SubnetTier = keyof typeof firstIndex;

/** The largest VPC that AWS allows, and the smallest whose subnets AWS allows (`/28`). */
const prefixLengths = { shortest: 16, longest: 28 - subnetBits } as const;

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Range = new RegExp(`^${octet}(\\.${octet}){3}/(\\d|[12]\\d|3[0-2])$`);

/** @throws ConfigurationError unless the range is IPv4 and starts at its network address: AWS refuses others. */
export function validateIpv4Range(prop: string, range: string): void {
  requireMatch(prop, range, ipv4Range, 'must be an IPv4 range such as 10.0.0.0/16');
  const [address = '', prefixLength = ''] = range.split('/');
  const addressNumber = address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
  if (addressNumber % 2 ** (32 - Number(prefixLength)) !== 0) {
    throw new ConfigurationError(prop, 'must start at its own network address', range);
  }
}

/** @throws ConfigurationError unless the range is IPv4, a network address, and of a size that AWS allows for the VPC and its subnets. */
export function validateVpcCidrBlock(cidrBlock: string): void {
  validateIpv4Range('cidrBlock', cidrBlock);
  const prefixLength = Number(cidrBlock.split('/')[1]);
  const { shortest, longest } = prefixLengths;
  if (prefixLength < shortest || prefixLength > longest) {
    throw new ConfigurationError('cidrBlock', `must be between /${shortest} and /${longest}`, cidrBlock);
  }
}

/** The range of the subnet in the zone with this index. */
export function subnetCidrBlock(vpcCidrBlock: string, tier: SubnetTier, zoneIndex: number): string {
  return Fn.cidrsubnet(vpcCidrBlock, subnetBits, firstIndex[tier] + zoneIndex);
}
