import { entrancesOf } from './load-balancer.ts';

const zone = (ZoneName: string, ...addresses: string[]) => ({
  ZoneName,
  LoadBalancerAddresses: addresses.map((IpAddress) => ({ IpAddress })),
});

describe("the load balancer's entrances", () => {
  it('are the addresses of its nodes where the API tells them', () => {
    const AvailabilityZones = [zone('sa-east-1a', '127.12.0.1'), zone('sa-east-1b', '127.12.1.1')];
    expect(entrancesOf({ AvailabilityZones }, 'https://127.0.0.1:8443')).toEqual([
      'https://127.12.0.1:8443',
      'https://127.12.1.1:8443',
    ]);
  });

  it('are its name on AWS, where DNS knows the addresses', () => {
    const AvailabilityZones = [zone('sa-east-1a'), zone('sa-east-1b')];
    expect(entrancesOf({ AvailabilityZones }, 'https://lms.edutechbr.com.br')).toEqual([
      'https://lms.edutechbr.com.br',
    ]);
    expect(entrancesOf(undefined, 'https://lms.edutechbr.com.br')).toHaveLength(1);
  });
});
