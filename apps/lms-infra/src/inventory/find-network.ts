import {
  EC2Client,
  paginateDescribeNatGateways,
  paginateDescribeSecurityGroups,
  paginateDescribeTags,
} from '@aws-sdk/client-ec2';
import {
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { collect } from './collect.ts';
import type { FindResources } from './inventory.ts';

/** Whatever EC2 knows by the tag `Name`, security groups, load balancers and target groups. */
export const findNetwork: FindResources = async (settings) => {
  const ec2 = new EC2Client(settings);
  const elb = new ElasticLoadBalancingV2Client(settings);
  const filterByName = [{ Name: 'key', Values: ['Name'] }];
  const filterLiving = [{ Name: 'state', Values: ['pending', 'available', 'deleting'] }];
  const found = await Promise.all([
    collect('security group', paginateDescribeSecurityGroups({ client: ec2 }, {}), ({ SecurityGroups }) =>
      SecurityGroups?.map(({ GroupName }) => GroupName),
    ),
    // A deleted NAT gateway keeps its tags for an hour.
    collect(
      'NAT gateway',
      paginateDescribeNatGateways({ client: ec2 }, { Filter: filterLiving }),
      ({ NatGateways }) => NatGateways?.map(({ Tags }) => Tags?.find(({ Key }) => Key === 'Name')?.Value),
    ),
    collect('in EC2', paginateDescribeTags({ client: ec2 }, { Filters: filterByName }), ({ Tags }) =>
      Tags?.filter(({ ResourceType }) => ResourceType !== 'natgateway').map(({ Value }) => Value),
    ),
    collect('load balancer', paginateDescribeLoadBalancers({ client: elb }, {}), ({ LoadBalancers }) =>
      LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName),
    ),
    collect('target group', paginateDescribeTargetGroups({ client: elb }, {}), ({ TargetGroups }) =>
      TargetGroups?.map(({ TargetGroupName }) => TargetGroupName),
    ),
  ]);
  return found.flat();
};
