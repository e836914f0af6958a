import { subnetCidrBlock, validateVpcCidrBlock } from './address-plan.ts';

describe('validateVpcCidrBlock', () => {
  it.each(['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24', '172.16.16.0/20'])('accepts %s', (cidrBlock) => {
    expect(() => validateVpcCidrBlock(cidrBlock)).not.toThrow();
  });

  it.each([
    ['10.0.0.0/15', 'must be between /16 and /24'],
    ['10.0.0.0/25', 'must be between /16 and /24'],
    ['10.0.1.0/16', 'must start at its own network address'],
    ['10.0.0.1/24', 'must start at its own network address'],
    ['10.0.0.256/16', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.0/33', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0/16', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.0', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['2001:db8::/32', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['', 'must be an IPv4 range such as 10.0.0.0/16'],
  ])('refuses %p: %s', (cidrBlock, rule) => {
    expect(() => validateVpcCidrBlock(cidrBlock)).toThrow(`cidrBlock ${rule}, got "${cidrBlock}"`);
  });
});

describe('subnetCidrBlock', () => {
  it('gives every subnet of up to six zones a range of its own', () => {
    const zones = [0, 1, 2, 3, 4, 5];
    const ranges = (['public', 'private'] as const).flatMap((tier) =>
      zones.map((zone) => subnetCidrBlock('10.0.0.0/16', tier, zone)),
    );
    expect(new Set(ranges).size).toBe(12);
  });
});
