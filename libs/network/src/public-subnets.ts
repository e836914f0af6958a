import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { subnetCidrBlock } from './address-plan.ts';
import type { Zone } from './zone.ts';

export interface PublicSubnetsProps {
  readonly context: DeploymentContext;
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly zones: readonly Zone[];
  /** The zones that get a NAT gateway. */
  readonly natGatewayZones: readonly Zone[];
}

/** One subnet per zone with a route to the internet, for the load balancer and the NAT gateways. */
export class PublicSubnets extends Construct {
  /** In the order of the zones. */
  readonly subnetIds: readonly string[];

  /** In the order of their zones. */
  readonly natGatewayIds: readonly string[];

  private readonly context: DeploymentContext;
  private readonly internetGateway: InternetGateway;

  constructor(scope: Construct, id: string, props: PublicSubnetsProps) {
    super(scope, id);
    this.context = props.context;
    this.internetGateway = new InternetGateway(this, 'internet-gateway', {
      vpcId: props.vpcId,
      tags: { Name: this.context.names.name('internet-gateway') },
    });
    const routeTable = this.createRouteTable(props.vpcId);
    const subnetIdByZone = new Map(
      props.zones.map((zone) => [zone.name, this.createSubnet(props, zone, routeTable)]),
    );
    this.subnetIds = [...subnetIdByZone.values()];
    this.natGatewayIds = props.natGatewayZones.map((zone) =>
      this.createNatGateway(zone, subnetIdByZone.get(zone.name)),
    );
  }

  private createRouteTable(vpcId: string): RouteTable {
    const routeTable = new RouteTable(this, 'route-table', {
      vpcId,
      tags: { Name: this.context.names.name('route-table-public') },
    });
    new Route(this, 'route-to-internet', {
      routeTableId: routeTable.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: this.internetGateway.id,
    });
    return routeTable;
  }

  private createSubnet(props: PublicSubnetsProps, zone: Zone, routeTable: RouteTable): string {
    const subnet = new Subnet(this, `subnet-${zone.letter}`, {
      vpcId: props.vpcId,
      availabilityZone: zone.name,
      cidrBlock: subnetCidrBlock(props.vpcCidrBlock, 'public', zone),
      // What lives here brings its own public address; nothing else gets one by accident.
      mapPublicIpOnLaunch: false,
      tags: { Name: this.context.names.name('subnet-public', zone.letter) },
    });
    new RouteTableAssociation(this, `route-table-association-${zone.letter}`, {
      subnetId: subnet.id,
      routeTableId: routeTable.id,
    });
    return subnet.id;
  }

  private createNatGateway(zone: Zone, subnetId: string | undefined): string {
    const { names } = this.context;
    const address = new Eip(this, `nat-address-${zone.letter}`, {
      domain: 'vpc',
      dependsOn: [this.internetGateway],
      tags: { Name: names.name('elastic-ip-nat', zone.letter) },
    });
    return new NatGateway(this, `nat-gateway-${zone.letter}`, {
      allocationId: address.id,
      subnetId,
      dependsOn: [this.internetGateway],
      tags: { Name: names.name('nat-gateway', zone.letter) },
    }).id;
  }
}
