import {
  DescribeNatGatewaysCommand,
  DescribePrefixListsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
  type IpPermission,
  type NatGateway as AwsNatGateway,
  type Route as AwsRoute,
  type RouteTable as AwsRouteTable,
  type SecurityGroup as AwsSecurityGroup,
  type Subnet as AwsSubnet,
  type VpcEndpoint,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { awsClientSettings } from '../aws-clients.ts';
import type {
  Endpoint,
  NatGateway,
  Network,
  Peering,
  Route,
  RouteTable,
  Rule,
  SecurityGroup,
  Server,
  Subnet,
} from './model.ts';
import { readCacheNodes } from './read-cache-nodes.ts';

const ec2 = new EC2Client(awsClientSettings);

/**
 * The network as it is deployed now.
 *
 * @param existing servers that no API tells of
 */
export async function readNetwork(existing: readonly Server[]): Promise<Network> {
  const [groups, subnets, routeTables, natGateways, endpoints, prefixLists, peerings, cacheNodes] =
    await Promise.all([
      ec2.send(new DescribeSecurityGroupsCommand()),
      ec2.send(new DescribeSubnetsCommand()),
      ec2.send(new DescribeRouteTablesCommand()),
      ec2.send(new DescribeNatGatewaysCommand()),
      ec2.send(new DescribeVpcEndpointsCommand()),
      ec2.send(new DescribePrefixListsCommand()),
      ec2.send(new DescribeVpcPeeringConnectionsCommand()),
      readCacheNodes(),
    ]);
  return {
    region: awsClientSettings.region,
    securityGroups: (groups.SecurityGroups ?? []).map(securityGroup),
    subnets: (subnets.Subnets ?? []).map(subnet),
    routeTables: (routeTables.RouteTables ?? []).map(routeTable),
    natGateways: (natGateways.NatGateways ?? []).map(natGateway),
    endpoints: (endpoints.VpcEndpoints ?? [])
      .filter(({ State }) => State?.toLowerCase() === 'available')
      .map(endpoint),
    prefixLists: (prefixLists.PrefixLists ?? []).map(
      ({ PrefixListId: id = '', PrefixListName: name = '' }) => ({
        id,
        name,
      }),
    ),
    peerings: (peerings.VpcPeeringConnections ?? []).map(peering),
    servers: [...existing, ...cacheNodes],
  };
}

function securityGroup(group: AwsSecurityGroup): SecurityGroup {
  const { GroupId: id = '', GroupName: name = '', VpcId: vpcId = '' } = group;
  return {
    id,
    name,
    vpcId,
    ingress: (group.IpPermissions ?? []).flatMap(tcpRule),
    egress: (group.IpPermissionsEgress ?? []).flatMap(tcpRule),
  };
}

const tcpNumber = '6';

/** @returns nothing for a rule on another protocol */
function tcpRule(permission: IpPermission): Rule[] {
  const { IpProtocol = '', FromPort = 0, ToPort = 65_535 } = permission;
  const isForAll = IpProtocol === '-1';
  if (!isForAll && IpProtocol !== 'tcp' && IpProtocol !== tcpNumber) return [];
  const { IpRanges = [], UserIdGroupPairs = [], PrefixListIds = [] } = permission;
  return [
    {
      ports: isForAll ? [0, 65_535] : [FromPort, ToPort],
      ranges: IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
      ids: [
        ...UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
        ...PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
      ],
    },
  ];
}

const subnet = ({ SubnetId = '', VpcId = '', AvailabilityZone = '', CidrBlock = '' }: AwsSubnet): Subnet => ({
  id: SubnetId,
  vpcId: VpcId,
  availabilityZone: AvailabilityZone,
  range: CidrBlock,
});

function routeTable(table: AwsRouteTable): RouteTable {
  const { RouteTableId: id = '', VpcId: vpcId = '', Associations = [], Routes = [], Tags = [] } = table;
  return {
    id,
    name: Tags.find(({ Key }) => Key === 'Name')?.Value ?? id,
    vpcId,
    isMain: Associations.some(({ Main }) => Main),
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    routes: Routes.flatMap(ipv4Route),
  };
}

/** @returns nothing for a route of IPv6 or to a prefix list: gateway endpoints say themselves which tables they are in */
function ipv4Route(route: AwsRoute): Route[] {
  const { DestinationCidrBlock: range, State } = route;
  if (!range) return [];
  const target =
    route.NatGatewayId ??
    route.GatewayId ??
    route.TransitGatewayId ??
    route.VpcPeeringConnectionId ??
    route.NetworkInterfaceId ??
    'nothing';
  return [{ range, target, isActive: State !== 'blackhole' }];
}

const natGateway = ({
  NatGatewayId = '',
  SubnetId = '',
  State,
  ConnectivityType,
}: AwsNatGateway): NatGateway => ({
  id: NatGatewayId,
  subnetId: SubnetId,
  isAvailable: State === 'available',
  isPublic: ConnectivityType !== 'private',
});

const peering = ({
  VpcPeeringConnectionId = '',
  RequesterVpcInfo,
  AccepterVpcInfo,
  Status,
}: VpcPeeringConnection): Peering => ({
  id: VpcPeeringConnectionId,
  vpcIds: [RequesterVpcInfo, AccepterVpcInfo].flatMap((side) => side?.VpcId ?? []),
  isActive: Status?.Code === 'active',
});

const endpoint = (it: VpcEndpoint): Endpoint => ({
  service: it.ServiceName ?? '',
  type: it.VpcEndpointType === 'Gateway' ? 'Gateway' : 'Interface',
  vpcId: it.VpcId ?? '',
  subnetIds: it.SubnetIds ?? [],
  securityGroupIds: (it.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  hasPrivateDns: it.PrivateDnsEnabled ?? false,
  routeTableIds: it.RouteTableIds ?? [],
});
