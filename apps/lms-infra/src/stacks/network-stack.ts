import { DatabasePeering, Network } from '@edutechbr/network';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { StageStack } from './stage-stack.ts';

/** VPC, subnets, the way to the database's VPC, and the security groups that the other stacks open for each other. */
export class NetworkStack extends StageStack {
  readonly network: Network;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, stage);
    this.network = new Network(this, 'network', {
      context: this.context,
      cidrBlock: stage.vpcCidrBlock,
      availabilityZones: stage.availabilityZones,
      natGateways: stage.natGateways,
      interfaceEndpoints: stage.interfaceEndpoints,
      flowLogRetentionDays: stage.logRetentionDays,
    });
    if (stage.database.network.type === 'peering')
      new DatabasePeering(this, 'database-peering', {
        context: this.context,
        network: this.network,
        ...stage.database.network,
      });
    this.output('vpcId', this.network.vpcId);
  }
}
