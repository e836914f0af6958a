import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Route } from '@cdktf/provider-aws/lib/route';
import { VpcPeeringConnection } from '@cdktf/provider-aws/lib/vpc-peering-connection';
import { context, resourcesOf } from '@edutechbr/foundation/testing';
import { Testing } from 'cdktf';
import { DatabasePeering, Network, type DatabaseVpc } from './index.ts';

const minimal: DatabaseVpc = {
  vpcId: 'vpc-0123456789abcdef0',
  cidrBlock: '172.31.0.0/16',
  routeTableIds: ['rtb-0a', 'rtb-0b'],
};

function synth(changes: Partial<DatabaseVpc> = {}): string {
  return Testing.synthScope((scope) => {
    const network = new Network(scope, 'network', {
      context,
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['sa-east-1a', 'sa-east-1c'],
    });
    new DatabasePeering(scope, 'database-peering', { context, network, ...minimal, ...changes });
  });
}

describe('DatabasePeering', () => {
  const synthesized = synth();
  const [peering] = resourcesOf(synthesized, VpcPeeringConnection);

  it("is accepted at once, and lets the database's public name lead to its private address", () => {
    expect(peering).toMatchObject({
      vpc_id: expect.stringContaining('aws_vpc.'),
      peer_vpc_id: minimal.vpcId,
      auto_accept: true,
      accepter: { allow_remote_vpc_dns_resolution: true },
      tags: { Name: 'vpc-peering-database-production-test' },
    });
  });

  it('has a route in each private route table, in each of the database, and in no other', () => {
    const routes = resourcesOf(synthesized, Route).filter((route) => route['vpc_peering_connection_id']);
    const via = { vpc_peering_connection_id: expect.stringContaining('aws_vpc_peering_connection.') };
    const to = (destination_cidr_block: string, route_table_id: unknown) => ({
      ...via,
      destination_cidr_block,
      route_table_id,
    });
    expect(routes).toHaveLength(4);
    expect(routes).toEqual(
      expect.arrayContaining([
        to('172.31.0.0/16', expect.stringContaining('private_route-table-a')),
        to('172.31.0.0/16', expect.stringContaining('private_route-table-c')),
        to('10.0.0.0/16', 'rtb-0a'),
        to('10.0.0.0/16', 'rtb-0b'),
      ]),
    );
  });

  it('is not planned when the range is not of that VPC, or its DNS is off', () => {
    expect(synthesized).toHaveDataSourceWithProperties(DataAwsVpc, { id: minimal.vpcId });
    expect(peering?.['lifecycle']).toEqual({
      precondition: [
        {
          condition: expect.stringMatching(/^\$\{contains\(data\.aws_vpc\..*"172\.31\.0\.0\/16"\)\}$/),
          error_message: expect.stringContaining('database.network.cidrBlock must be a range of vpc-0123'),
        },
        {
          condition: expect.stringMatching(/enable_dns_support && .*enable_dns_hostnames/),
          error_message: expect.stringContaining('must have DNS resolution and DNS hostnames on'),
        },
      ],
    });
  });

  it.each<[string, Partial<DatabaseVpc>]>([
    ['cidrBlock must not be vpcCidrBlock itself, got "10.0.0.0/16"', { cidrBlock: '10.0.0.0/16' }],
    ['cidrBlock must not overlap vpcCidrBlock 10.0.0.0/16, got "10.0.8.0/24"', { cidrBlock: '10.0.8.0/24' }],
    ['cidrBlock must start at its own network address', { cidrBlock: '172.31.1.0/16' }],
    ['routeTableIds must name at least one route table, got []', { routeTableIds: [] }],
    [
      'routeTableIds[1] must differ from database.network.routeTableIds[0]',
      { routeTableIds: ['rtb-1', 'rtb-1'] },
    ],
  ])('refuses what cannot lead to the database: %s', (message, changes) => {
    expect(() => synth(changes)).toThrow(`database.network.${message}`);
  });
});
