import {
  DescribeAddressesCommand,
  EC2Client,
  paginateDescribeFlowLogs,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
  paginateDescribeVpcs,
  type Tag,
} from '@aws-sdk/client-ec2';
import {
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { collect } from './collect.ts';
import type { FindResources, NamedResource } from './inventory.ts';
import { tagsByKey } from './tags.ts';

/** Load balancers, target groups and whatever EC2 knows by the tag `Name`. */
export const findNetwork: FindResources = async (settings) => {
  const ec2 = { client: new EC2Client(settings) };
  const elb = { client: new ElasticLoadBalancingV2Client(settings) };
  const found = await Promise.all([
    collect('VPC', paginateDescribeVpcs(ec2, {}), ({ Vpcs }) => namedByTag(Vpcs)),
    collect('subnet', paginateDescribeSubnets(ec2, {}), ({ Subnets }) => namedByTag(Subnets)),
    collect('route table', paginateDescribeRouteTables(ec2, {}), ({ RouteTables }) =>
      namedByTag(RouteTables),
    ),
    collect('internet gateway', paginateDescribeInternetGateways(ec2, {}), ({ InternetGateways }) =>
      namedByTag(InternetGateways),
    ),
    collect('NAT gateway', paginateDescribeNatGateways(ec2, {}), ({ NatGateways }) =>
      // AWS lists deleted ones for an hour.
      namedByTag(NatGateways?.filter(({ State }) => State !== 'deleted')),
    ),
    findAddresses(settings),
    collect('VPC endpoint', paginateDescribeVpcEndpoints(ec2, {}), ({ VpcEndpoints }) =>
      namedByTag(VpcEndpoints?.filter(({ State }) => State?.toLowerCase() !== 'deleted')),
    ),
    collect('VPC peering', paginateDescribeVpcPeeringConnections(ec2, {}), ({ VpcPeeringConnections }) =>
      // AWS lists deleted ones for hours.
      namedByTag(VpcPeeringConnections?.filter(({ Status }) => Status?.Code !== 'deleted')),
    ),
    collect('flow log', paginateDescribeFlowLogs(ec2, {}), ({ FlowLogs }) => namedByTag(FlowLogs)),
    collect('security group', paginateDescribeSecurityGroups(ec2, {}), ({ SecurityGroups }) =>
      SecurityGroups?.map(({ GroupName = '', Tags }) => ({ name: GroupName, tags: tagsByKey(Tags) })),
    ),
    collect('load balancer', paginateDescribeLoadBalancers(elb, {}), ({ LoadBalancers }) =>
      LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName),
    ),
    collect('target group', paginateDescribeTargetGroups(elb, {}), ({ TargetGroups }) =>
      TargetGroups?.map(({ TargetGroupName }) => TargetGroupName),
    ),
  ]);
  return found.flat();
};

const findAddresses: FindResources = async (settings) => {
  const { Addresses } = await new EC2Client(settings).send(new DescribeAddressesCommand({}));
  return namedByTag(Addresses).map((named) => ({ type: 'elastic IP address', ...named }));
};

function namedByTag(
  resources: readonly { readonly Tags?: readonly Tag[] }[] = [],
): Omit<NamedResource, 'type'>[] {
  return resources.flatMap(({ Tags }) => {
    const tags = tagsByKey(Tags);
    return tags['Name'] === undefined ? [] : [{ name: tags['Name'], tags }];
  });
}
