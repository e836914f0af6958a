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
  paginateDescribeVpcs,
  type Tag,
} from '@aws-sdk/client-ec2';
import {
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { collect } from './collect.ts';
import type { FindResources } from './inventory.ts';

/** Load balancers, target groups and whatever EC2 knows by the tag `Name`. */
export const findNetwork: FindResources = async (settings) => {
  const ec2 = { client: new EC2Client(settings) };
  const elb = { client: new ElasticLoadBalancingV2Client(settings) };
  const found = await Promise.all([
    collect('VPC', paginateDescribeVpcs(ec2, {}), ({ Vpcs }) => namesOf(Vpcs)),
    collect('subnet', paginateDescribeSubnets(ec2, {}), ({ Subnets }) => namesOf(Subnets)),
    collect('route table', paginateDescribeRouteTables(ec2, {}), ({ RouteTables }) => namesOf(RouteTables)),
    collect('internet gateway', paginateDescribeInternetGateways(ec2, {}), ({ InternetGateways }) =>
      namesOf(InternetGateways),
    ),
    collect('NAT gateway', paginateDescribeNatGateways(ec2, {}), ({ NatGateways }) =>
      // AWS lists deleted ones for an hour.
      namesOf(NatGateways?.filter(({ State }) => State !== 'deleted')),
    ),
    findAddresses(settings),
    collect('VPC endpoint', paginateDescribeVpcEndpoints(ec2, {}), ({ VpcEndpoints }) =>
      namesOf(VpcEndpoints?.filter(({ State }) => State?.toLowerCase() !== 'deleted')),
    ),
    collect('flow log', paginateDescribeFlowLogs(ec2, {}), ({ FlowLogs }) => namesOf(FlowLogs)),
    collect('security group', paginateDescribeSecurityGroups(ec2, {}), ({ SecurityGroups }) =>
      SecurityGroups?.map(({ GroupName }) => GroupName),
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
  return namesOf(Addresses).map((name) => ({ type: 'elastic IP address', name }));
};

function namesOf(resources: readonly { readonly Tags?: readonly Tag[] }[] = []): string[] {
  return resources.flatMap(({ Tags = [] }) =>
    Tags.flatMap(({ Key, Value = '' }) => (Key === 'Name' ? [Value] : [])),
  );
}
