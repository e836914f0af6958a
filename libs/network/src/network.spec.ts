import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Testing } from 'cdktf';
import { Network, type NetworkProps } from './network.ts';
import { context, resourcesOf, statementsOf } from '@edutechbr/foundation/testing';

const minimal: NetworkProps = {
  context,
  cidrBlock: '10.0.0.0/16',
  availabilityZones: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
};

const synth = (props: Partial<NetworkProps> = {}) =>
  Testing.synthScope((scope) => new Network(scope, 'network', { ...minimal, ...props }));

const anywhere = '0.0.0.0/0';

describe('Network', () => {
  const synthesized = synth();

  it('is one VPC in which the names of endpoints resolve', () => {
    expect(resourcesOf(synthesized, Vpc)).toEqual([
      {
        cidr_block: '10.0.0.0/16',
        enable_dns_support: true,
        enable_dns_hostnames: true,
        tags: { Name: 'vpc-production-test' },
      },
    ]);
  });

  it('has a public and a private subnet in each zone, in ranges of their own', () => {
    const subnets = resourcesOf(synthesized, Subnet);
    expect(subnets).toHaveLength(6);
    expect(new Set(subnets.map(({ cidr_block }) => cidr_block)).size).toBe(6);
    for (const letter of ['a', 'b', 'c']) {
      for (const tier of ['public', 'private']) {
        expect(synthesized).toHaveResourceWithProperties(Subnet, {
          availability_zone: `sa-east-1${letter}`,
          map_public_ip_on_launch: false,
          tags: { Name: `subnet-${tier}-${letter}-production-test` },
        });
      }
    }
  });

  it('leads public subnets to the internet gateway and private ones to the NAT gateway of their zone', () => {
    expect(resourcesOf(synthesized, InternetGateway)).toEqual([
      {
        vpc_id: expect.stringContaining('aws_vpc.'),
        tags: { Name: 'internet-gateway-production-test' },
      },
    ]);
    const toInternet = resourcesOf(synthesized, Route);
    expect(toInternet).toHaveLength(4);
    expect(toInternet).toContainEqual({
      destination_cidr_block: anywhere,
      route_table_id: expect.stringContaining('public_route-table'),
      gateway_id: expect.stringContaining('internet-gateway'),
    });
    for (const letter of ['a', 'b', 'c']) {
      expect(toInternet).toContainEqual({
        destination_cidr_block: anywhere,
        route_table_id: expect.stringContaining(`private_route-table-${letter}`),
        nat_gateway_id: expect.stringContaining(`nat-gateway-${letter}`),
      });
      expect(synthesized).toHaveResourceWithProperties(NatGateway, {
        subnet_id: expect.stringContaining(`public_subnet-${letter}`),
        allocation_id: expect.stringContaining(`nat-address-${letter}`),
        depends_on: [expect.stringContaining('internet-gateway')],
      });
    }
    expect(resourcesOf(synthesized, Eip)).toHaveLength(3);
  });

  it('gives each subnet the route table of its tier and zone', () => {
    const associations = resourcesOf(synthesized, RouteTableAssociation);
    expect(associations).toHaveLength(6);
    expect(resourcesOf(synthesized, RouteTable)).toHaveLength(4);
    for (const letter of ['a', 'b', 'c']) {
      expect(associations).toContainEqual({
        subnet_id: expect.stringContaining(`private_subnet-${letter}`),
        route_table_id: expect.stringContaining(`private_route-table-${letter}`),
      });
      expect(associations).toContainEqual({
        subnet_id: expect.stringContaining(`public_subnet-${letter}`),
        route_table_id: expect.stringContaining('public_route-table'),
      });
    }
  });

  it('reaches S3 from the private subnets by a gateway endpoint', () => {
    expect(synthesized).toHaveResourceWithProperties(VpcEndpoint, {
      service_name: 'com.amazonaws.sa-east-1.s3',
      vpc_endpoint_type: 'Gateway',
      route_table_ids: ['a', 'b', 'c'].map((letter) =>
        expect.stringContaining(`private_route-table-${letter}`),
      ),
    });
  });

  it.each(['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'])(
    'reaches %s by an interface endpoint',
    (service) => {
      expect(synthesized).toHaveResourceWithProperties(VpcEndpoint, {
        service_name: `com.amazonaws.sa-east-1.${service}`,
        vpc_endpoint_type: 'Interface',
        private_dns_enabled: true,
        subnet_ids: ['a', 'b', 'c'].map((letter) => expect.stringContaining(`private_subnet-${letter}`)),
        security_group_ids: [expect.stringContaining('security-group-endpoints')],
      });
    },
  );

  it('empties the default security group', () => {
    const [group] = resourcesOf(synthesized, DefaultSecurityGroup);
    expect(group).toEqual({
      vpc_id: expect.stringContaining('aws_vpc'),
      tags: { Name: 'security-group-default-production-test' },
    });
  });

  it('lets the internet into the load balancer only, on 443 and 80', () => {
    const open = resourcesOf(synthesized, VpcSecurityGroupIngressRule).filter((rule) => rule['cidr_ipv4']);
    expect(open.map((rule) => rule['to_port'])).toEqual([443, 80]);
    for (const rule of open) {
      expect(rule).toMatchObject({
        cidr_ipv4: anywhere,
        security_group_id: expect.stringContaining('security-group-alb'),
      });
    }
  });

  it('lets tasks out to endpoints and by HTTPS to the internet', () => {
    const common = { security_group_id: expect.stringContaining('security-group-tasks'), to_port: 443 };
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toEqual([
      expect.objectContaining({
        ...common,
        referenced_security_group_id: expect.stringContaining('security-group-endpoints'),
      }),
      expect.objectContaining({ ...common, cidr_ipv4: anywhere }),
    ]);
  });

  it('says where things are', () => {
    Testing.synthScope((scope) => {
      const network = new Network(scope, 'network', minimal);
      expect(network.vpcCidrBlock).toBe('10.0.0.0/16');
      expect(network.availabilityZones).toEqual(minimal.availabilityZones);
      expect(network.publicSubnetIds).toHaveLength(3);
      expect(network.privateSubnetIds).toEqual(network.privateSubnets.map(({ subnetId }) => subnetId));
      expect(network.privateSubnets.map(({ availabilityZone }) => availabilityZone)).toEqual(
        minimal.availabilityZones,
      );
    });
  });
});

describe("Network's flow logs", () => {
  const synthesized = synth();

  it('record all traffic in an encrypted log group that lives 30 days', () => {
    expect(synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, {
      name: 'log-group-flow-logs-production-test',
      retention_in_days: 30,
      kms_key_id: expect.stringContaining('aws_kms_key'),
    });
    expect(synthesized).toHaveResourceWithProperties(FlowLog, {
      traffic_type: 'ALL',
      vpc_id: expect.stringContaining('aws_vpc'),
      log_destination: expect.stringContaining('aws_cloudwatch_log_group'),
    });
  });

  it('are under a key that admits CloudWatch Logs for this group', () => {
    expect(statementsOf(synthesized, KmsKey)).toContainEqual(
      expect.objectContaining({
        Condition: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn': [
              'arn:aws:logs:sa-east-1:123456789012:log-group:log-group-flow-logs-production-test',
            ],
          },
        },
      }),
    );
  });

  it("are written by a role for this account's flow logs that cannot make log groups", () => {
    expect(statementsOf(synthesized, IamRole, 'assume_role_policy')).toEqual([
      expect.objectContaining({
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:sa-east-1:123456789012:vpc-flow-log/*' },
          StringEquals: { 'aws:SourceAccount': '123456789012' },
        },
      }),
    ]);
    expect(statementsOf(synthesized, IamRolePolicy)).toEqual([
      expect.objectContaining({
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.[\w-]+\.arn\}:\*$/),
      }),
    ]);
  });
});

describe('Network with all settings', () => {
  const synthesized = synth({
    availabilityZones: ['sa-east-1a', 'sa-east-1c'],
    natGateways: 'single',
    interfaceEndpoints: false,
    flowLogRetentionDays: 365,
  });

  it('leaves AWS services but S3 to NAT, and no group for their endpoints', () => {
    expect(resourcesOf(synthesized, VpcEndpoint)).toEqual([
      expect.objectContaining({ vpc_endpoint_type: 'Gateway' }),
    ]);
    expect(JSON.stringify(resourcesOf(synthesized, SecurityGroup))).not.toContain('endpoints');
  });

  it('shares one NAT gateway between the zones', () => {
    expect(resourcesOf(synthesized, NatGateway)).toHaveLength(1);
    const toNat = resourcesOf(synthesized, Route).filter((route) => route['nat_gateway_id']);
    expect(toNat).toHaveLength(2);
    for (const route of toNat) {
      expect(route['nat_gateway_id']).toContain('nat-gateway-a');
    }
  });

  it('leaves the range of a zone where it is when another zone goes', () => {
    const rangesOf = (json: string) =>
      new Map(resourcesOf(json, Subnet).map(({ tags, cidr_block }) => [Object(tags).Name, cidr_block]));
    const all = rangesOf(synth());
    for (const [name, range] of rangesOf(synthesized))
      expect({ name, range }).toEqual({ name, range: all.get(name) });
  });

  it('keeps flow logs as long as it is told', () => {
    expect(synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, { retention_in_days: 365 });
  });
});

describe('Network with wrong settings', () => {
  it.each<[Partial<NetworkProps>, string]>([
    [{ cidrBlock: '10.0.0.0/8' }, 'cidrBlock must be between /16 and /23, got "10.0.0.0/8"'],
    [{ availabilityZones: ['sa-east-1a'] }, 'availabilityZones must be 2 to 6 zones, got ["sa-east-1a"]'],
  ])('refuses %j', (props, message) => {
    expect(() => synth(props)).toThrow(message);
  });

  it.each([
    ['natGateways', 'none', 'natGateways must be one of one-per-zone, single, got "none"'],
    ['flowLogRetentionDays', 2, 'flowLogRetentionDays must be one of 1, 3, 5, 7,'],
  ])('refuses %s %p, which a stage read from JSON could hold', (prop, value, message) => {
    expect(() => synth({ [prop]: value })).toThrow(message);
  });
});
