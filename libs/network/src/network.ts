import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { SecurityGroup } from './security-group.ts';

export interface NetworkProps {
  readonly context: DeploymentContext;
  readonly cidrBlock: string;
  readonly availabilityZones: readonly string[];
  readonly natGateways?: 'one-per-zone' | 'single';
  readonly flowLogRetentionDays?: number;
}

export class Network extends Construct {
  readonly vpcId: string = '';
  readonly vpcCidrBlock: string = '';
  readonly availabilityZones: readonly string[] = [];
  readonly privateSubnetIds: readonly string[] = [];
  readonly publicSubnetIds: readonly string[] = [];
  readonly loadBalancerSecurityGroup: SecurityGroup;
  readonly taskSecurityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { context }: NetworkProps) {
    super(scope, id);
    this.loadBalancerSecurityGroup = new SecurityGroup(this, 'load-balancer-security-group', {
      context,
      network: this,
      name: 'alb',
      description: 'Load balancer',
    });
    this.taskSecurityGroup = new SecurityGroup(this, 'task-security-group', {
      context,
      network: this,
      name: 'tasks',
      description: 'Tasks',
    });
  }
}
