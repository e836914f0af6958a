import type { Network } from '@edutechbr/network';
import { LoadBalancer } from '@edutechbr/service';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { StageStack } from './stage-stack.ts';

/** The way in: a load balancer takes minutes to create and needs nothing but the network. */
export class EdgeStack extends StageStack {
  readonly loadBalancer: LoadBalancer;

  constructor(scope: Construct, id: string, stage: Stage, network: Network) {
    super(scope, id, stage);
    const { certificateArn, accessLogs } = stage;
    this.loadBalancer = new LoadBalancer(this, 'load-balancer', {
      context: this.context,
      network,
      certificateArn,
      accessLogs,
    });
    this.output('loadBalancerFullName', this.loadBalancer.loadBalancerFullName);
    this.output('targetGroupFullName', this.loadBalancer.targetGroupFullName);
    this.output('loadBalancerDnsName', this.loadBalancer.dnsName);
  }
}
