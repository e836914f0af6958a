import { addressesOfSubnet, subnetCidrBlock, validateVpcCidrBlock } from './address-plan.ts';

describe('validateVpcCidrBlock', () => {
  it.each(['10.0.0.0/16', '10.20.0.0/16', '192.168.2.0/23', '172.16.16.0/20'])('accepts %s', (cidrBlock) => {
    expect(() => validateVpcCidrBlock(cidrBlock)).not.toThrow();
  });

  it.each([
    ['10.0.0.0/15', 'must be between /16 and /23'],
    ['10.0.0.0/24', 'must be between /16 and /23'],
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
  const zone = (letter: string) => ({ name: `sa-east-1${letter}`, letter });

  it('gives every subnet of up to eight zones a range of its own', () => {
    const ranges = (['public', 'private'] as const).flatMap((tier) =>
      [...'abcdefgh'].map((letter) => subnetCidrBlock('10.0.0.0/16', tier, zone(letter))),
    );
    expect(new Set(ranges).size).toBe(16);
  });
});

describe('addressesOfSubnet', () => {
  it.each([
    ['10.0.0.0/16', 4091],
    ['10.0.0.0/23', 27],
  ])('is what AWS leaves of a sixteenth of %s: %i', (cidrBlock, addresses) => {
    expect(addressesOfSubnet(cidrBlock)).toBe(addresses);
  });
});
