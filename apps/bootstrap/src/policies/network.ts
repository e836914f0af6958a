import type { PolicyStatement } from '@edutechbr/foundation';
import { allow, type Scope } from './scope.ts';

/** What a plan asks of EC2, which lists for the whole account only. */
export const readNetwork = (scope: Scope): PolicyStatement[] => [
  allow(
    'Network',
    'ec2',
    [
      ...['DescribeAddresses', 'DescribeAddressesAttribute', 'DescribeAvailabilityZones', 'DescribeFlowLogs'],
      ...[
        'DescribeInstanceTypeOfferings',
        'DescribeInternetGateways',
        'DescribeNatGateways',
        'DescribeNetworkAcls',
      ],
      ...[
        'DescribeNetworkInterfaces',
        'DescribePrefixLists',
        'DescribeRouteTables',
        'DescribeSecurityGroupRules',
      ],
      ...['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeTags', 'DescribeVpcEndpoints'],
      ...['DescribeVpcEndpointServices', 'DescribeVpcPeeringConnections', 'DescribeVpcs'],
    ],
    '*',
  ),
  allow('NetworkSettings', 'ec2', ['DescribeVpcAttribute'], scope.arns('ec2', 'vpc/*')),
];

/** In EC2 only ids are in ARNs: what is made gets the stage's tags, and what is changed or destroyed has them. */
export const writeNetwork = (scope: Scope): PolicyStatement[] => {
  const { tagged, tagging } = scope;
  const of = (...types: string[]) => types.flatMap((type) => scope.arns('ec2', `${type}/*`));
  const made = [
    'elastic-ip',
    'internet-gateway',
    'natgateway',
    'route-table',
    'security-group',
    'security-group-rule',
  ];
  const alsoMade = ['subnet', 'vpc', 'vpc-endpoint', 'vpc-flow-log', 'vpc-peering-connection'];
  const creations = [
    ...['AllocateAddress', 'CreateFlowLogs', 'CreateInternetGateway', 'CreateNatGateway', 'CreateRouteTable'],
    ...[
      'CreateSecurityGroup',
      'CreateSubnet',
      'CreateVpc',
      'CreateVpcEndpoint',
      'CreateVpcPeeringConnection',
    ],
  ];
  const rules = ['AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress'];
  return [
    allow('CreateWithTags', 'ec2', [...creations, ...rules], of(...made, ...alsoMade), tagging),
    allow('TagWhatIsCreated', 'ec2', ['CreateTags'], of(...made, ...alsoMade), {
      StringEquals: { 'ec2:CreateAction': [...creations, ...rules] },
    }),
    // What AWS makes together with a VPC has no tags before Terraform adopts it.
    allow('AdoptDefaultSecurityGroup', 'ec2', ['CreateTags'], of('security-group'), {
      ...tagging,
      Null: { 'aws:ResourceTag/project': 'true' },
    }),
    allow(
      'CreateWithin',
      'ec2',
      [
        ...['CreateFlowLogs', 'CreateNatGateway', 'CreateRouteTable', 'CreateSecurityGroup', 'CreateSubnet'],
        ...['CreateVpcEndpoint', 'CreateVpcPeeringConnection', ...rules],
      ],
      of('elastic-ip', 'route-table', 'security-group', 'subnet', 'vpc'),
      tagged,
    ),
    allow(
      'ChangeOwn',
      'ec2',
      [
        ...['AssociateRouteTable', 'AttachInternetGateway', 'CreateRoute', 'CreateTags', 'DeleteFlowLogs'],
        ...[
          'DeleteInternetGateway',
          'DeleteNatGateway',
          'DeleteRoute',
          'DeleteRouteTable',
          'DeleteSecurityGroup',
        ],
        ...['DeleteSubnet', 'DeleteTags', 'DeleteVpc', 'DeleteVpcEndpoints', 'DetachInternetGateway'],
        ...[
          'DisassociateAddress',
          'DisassociateRouteTable',
          'ModifySecurityGroupRules',
          'ModifySubnetAttribute',
        ],
        ...[
          'ModifyVpcAttribute',
          'ModifyVpcEndpoint',
          'ReleaseAddress',
          'ReplaceRoute',
          'ReplaceRouteTableAssociation',
        ],
        ...['RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
        ...['AcceptVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'ModifyVpcPeeringConnectionOptions'],
      ],
      of(...made, ...alsoMade),
      tagged,
    ),
    ...changeDatabaseVpc(scope),
    // A mount target's interface: EFS makes it with the rights of whoever asks for the mount target (EFS API reference,
    // CreateMountTarget), without tags of ours.
    allow('MountTargetInterfaces', 'ec2', ['CreateNetworkInterface'], of('security-group', 'subnet'), tagged),
    allow(
      'MountTargetInterface',
      'ec2',
      ['CreateNetworkInterface', 'DeleteNetworkInterface', 'ModifyNetworkInterfaceAttribute'],
      of('network-interface'),
    ),
  ];
};

/** The database's side of a peering: resources of others, by their ids. */
function changeDatabaseVpc(scope: Scope): PolicyStatement[] {
  const { databaseVpc } = scope.stage;
  if (!databaseVpc) return [];
  const { vpcId, routeTableIds, securityGroupId } = databaseVpc;
  return [
    allow(
      'PeerWithDatabase',
      'ec2',
      ['AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection'],
      scope.arns('ec2', `vpc/${vpcId}`),
    ),
    allow(
      'RouteFromDatabase',
      'ec2',
      ['CreateRoute', 'DeleteRoute', 'ReplaceRoute'],
      routeTableIds.flatMap((id) => scope.arns('ec2', `route-table/${id}`)),
    ),
    allow(
      'LetTasksIntoDatabase',
      'ec2',
      ['AuthorizeSecurityGroupIngress', 'ModifySecurityGroupRules', 'RevokeSecurityGroupIngress'],
      scope.arns('ec2', `security-group/${securityGroupId}`),
    ),
  ];
}
