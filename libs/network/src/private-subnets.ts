import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { subnetCidrBlock } from './address-plan.ts';
import type { Zone } from './zone.ts';

export interface PrivateSubnet {
  /** For example `sa-east-1a`. */
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly routeTableId: string;
}

export interface PrivateSubnetsProps {
  readonly context: DeploymentContext;
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly zones: readonly Zone[];
  /** One for each zone in their order, or fewer, which then share. */
  readonly natGatewayIds: readonly string[];
}

/** One subnet per zone that only the VPC reaches, for tasks, Redis, EFS and endpoints. */
export class PrivateSubnets extends Construct {
  /** In the order of the zones. */
  readonly subnets: readonly PrivateSubnet[];

  constructor(scope: Construct, id: string, props: PrivateSubnetsProps) {
    super(scope, id);
    this.subnets = props.zones.map((zone, index) => this.createSubnet(props, zone, index));
  }

  private createSubnet(props: PrivateSubnetsProps, zone: Zone, zoneIndex: number): PrivateSubnet {
    const { names } = props.context;
    const subnet = new Subnet(this, `subnet-${zone.letter}`, {
      vpcId: props.vpcId,
      availabilityZone: zone.name,
      cidrBlock: subnetCidrBlock(props.vpcCidrBlock, 'private', zone),
      mapPublicIpOnLaunch: false,
      tags: { Name: names.name('subnet-private', zone.letter) },
    });
    const routeTable = this.createRouteTable(
      props,
      zone,
      props.natGatewayIds[zoneIndex % props.natGatewayIds.length],
    );
    new RouteTableAssociation(this, `route-table-association-${zone.letter}`, {
      subnetId: subnet.id,
      routeTableId: routeTable.id,
    });
    return { availabilityZone: zone.name, subnetId: subnet.id, routeTableId: routeTable.id };
  }

  private createRouteTable(
    { context, vpcId }: PrivateSubnetsProps,
    zone: Zone,
    natGatewayId: string | undefined,
  ): RouteTable {
    const routeTable = new RouteTable(this, `route-table-${zone.letter}`, {
      vpcId,
      tags: { Name: context.names.name('route-table-private', zone.letter) },
    });
    new Route(this, `route-to-nat-${zone.letter}`, {
      routeTableId: routeTable.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId,
    });
    return routeTable;
  }
}
