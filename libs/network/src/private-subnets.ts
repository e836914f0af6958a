import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { subnetCidrBlock } from './address-plan.ts';
import type { Zone } from './zone.ts';

export interface PrivateSubnetsProps {
  readonly context: DeploymentContext;
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly zones: readonly Zone[];
  /** The NAT gateway that a zone's traffic to the internet takes. */
  readonly natGatewayId: (zone: Zone) => string;
}

/** One subnet per zone that only the VPC reaches, for tasks, Redis, EFS and endpoints. */
export class PrivateSubnets extends Construct {
  /** In the order of the zones. */
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];

  constructor(scope: Construct, id: string, props: PrivateSubnetsProps) {
    super(scope, id);
    const subnets = props.zones.map((zone, index) => this.createSubnet(props, zone, index));
    this.subnetIds = subnets.map(({ subnetId }) => subnetId);
    this.routeTableIds = subnets.map(({ routeTableId }) => routeTableId);
  }

  private createSubnet(props: PrivateSubnetsProps, zone: Zone, zoneIndex: number) {
    const { names } = props.context;
    const subnet = new Subnet(this, `subnet-${zone.letter}`, {
      vpcId: props.vpcId,
      availabilityZone: zone.name,
      cidrBlock: subnetCidrBlock(props.vpcCidrBlock, 'private', zoneIndex),
      mapPublicIpOnLaunch: false,
      tags: { Name: names.name('subnet-private', zone.letter) },
    });
    const routeTable = new RouteTable(this, `route-table-${zone.letter}`, {
      vpcId: props.vpcId,
      tags: { Name: names.name('route-table-private', zone.letter) },
    });
    new Route(this, `route-to-nat-${zone.letter}`, {
      routeTableId: routeTable.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: props.natGatewayId(zone),
    });
    new RouteTableAssociation(this, `route-table-association-${zone.letter}`, {
      subnetId: subnet.id,
      routeTableId: routeTable.id,
    });
    return { subnetId: subnet.id, routeTableId: routeTable.id };
  }
}
