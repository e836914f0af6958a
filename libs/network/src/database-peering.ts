import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Route } from '@cdktf/provider-aws/lib/route';
import { VpcPeeringConnection } from '@cdktf/provider-aws/lib/vpc-peering-connection';
import { ConfigurationError, requireDistinct, type DeploymentContext } from '@edutechbr/foundation';
import type { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { validateIpv4Range, validateOutsideVpc } from './address-plan.ts';
import type { Network } from './network.ts';

/** Where the existing database is. */
export interface DatabaseVpc {
  /** The VPC, of the deployment's account and region. Its DNS hostnames and DNS resolution have to be on. */
  readonly vpcId: string;
  /** The range of that VPC in which the database has its addresses, such as `172.31.0.0/16`. */
  readonly cidrBlock: string;
  /** The route tables of the database's subnets, at least one. Each is given a route to the network. */
  readonly routeTableIds: readonly string[];
}

export interface DatabasePeeringProps extends DatabaseVpc {
  readonly context: DeploymentContext;
  readonly network: Network;
}

/** @throws ConfigurationError unless two VPCs of these ranges can be peered, and each route table is named once. */
export function validateDatabaseVpc({ cidrBlock, routeTableIds }: DatabaseVpc, vpcCidrBlock: string): void {
  validateIpv4Range('database.network.cidrBlock', cidrBlock);
  validateOutsideVpc('database.network.cidrBlock', cidrBlock, vpcCidrBlock);
  const prop = 'database.network.routeTableIds';
  if (routeTableIds.length === 0)
    throw new ConfigurationError(prop, 'must name at least one route table', routeTableIds);
  requireDistinct(prop, routeTableIds);
}

/**
 * The way between the network and the VPC of the existing database: a peering that both sides have routes through. It is
 * ours on both sides and goes with the network. Who may use it, the security groups say.
 */
export class DatabasePeering extends Construct {
  /** @throws ConfigurationError when a prop breaks its rule. */
  constructor(scope: Construct, id: string, props: DatabasePeeringProps) {
    super(scope, id);
    const { network, cidrBlock, routeTableIds } = props;
    validateDatabaseVpc(props, network.vpcCidrBlock);
    const peering = this.createPeering(props);
    for (const { availabilityZone, routeTableId } of network.privateSubnets)
      this.createRoute(`route-from-${availabilityZone}`, routeTableId, cidrBlock, peering);
    for (const routeTableId of routeTableIds)
      this.createRoute(`route-from-${routeTableId}`, routeTableId, network.vpcCidrBlock, peering);
  }

  private createPeering(props: DatabasePeeringProps): VpcPeeringConnection {
    const { context, network, vpcId } = props;
    return new VpcPeeringConnection(this, 'peering', {
      vpcId: network.vpcId,
      peerVpcId: vpcId,
      // Both VPCs are in one account.
      autoAccept: true,
      // The name of a database that is open to the internet leads the tasks to its private address.
      accepter: { allowRemoteVpcDnsResolution: true },
      lifecycle: { precondition: this.preconditions(props) },
      tags: { Name: context.names.name('vpc-peering', 'database') },
    });
  }

  /** What AWS finds late or never: a wrong range is a route to nowhere, and the DNS option fails when the peering exists. */
  private preconditions({ vpcId, cidrBlock }: DatabasePeeringProps): Precondition[] {
    const { fqn } = new DataAwsVpc(this, 'database-vpc', { id: vpcId });
    return [
      {
        condition: `\${contains(${fqn}.cidr_block_associations[*].cidr_block, "${cidrBlock}")}`,
        errorMessage: `database.network.cidrBlock must be a range of ${vpcId}, got ${cidrBlock}`,
      },
      {
        condition: `\${${fqn}.enable_dns_support && ${fqn}.enable_dns_hostnames}`,
        errorMessage: `database.network.vpcId must have DNS resolution and DNS hostnames on, got ${vpcId}: aws ec2 modify-vpc-attribute`,
      },
    ];
  }

  private createRoute(
    id: string,
    routeTableId: string,
    destinationCidrBlock: string,
    { id: vpcPeeringConnectionId }: VpcPeeringConnection,
  ): void {
    new Route(this, id, { routeTableId, destinationCidrBlock, vpcPeeringConnectionId });
  }
}
