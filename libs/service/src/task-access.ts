import { validateOutsideVpc, type Network, type SecurityGroup } from '@edutechbr/network';
import { TerraformResource, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ExistingDatabase } from './backends.ts';
import { containerPort } from './container.ts';

export interface TaskAccessProps {
  readonly network: Network;
  readonly database: ExistingDatabase;
}

/**
 * The ways that the service opens: from the load balancer to the tasks, and from the tasks to the database. Those to
 * Redis and to the file system belong to the slices that own them.
 */
export class TaskAccess extends Construct {
  constructor(scope: Construct, id: string, { network, database }: TaskAccessProps) {
    super(scope, id);
    network.taskSecurityGroup.allowFromSecurityGroup(
      network.loadBalancerSecurityGroup,
      containerPort,
      'Requests from the load balancer',
      this,
    );
    this.allowDatabase(network.taskSecurityGroup, network.vpcCidrBlock, database);
  }

  /** The rules, for what must not run without them. */
  get rules(): ITerraformDependable[] {
    return this.node.children.filter(TerraformResource.isTerraformResource);
  }

  private allowDatabase(
    tasks: SecurityGroup,
    vpcCidrBlock: string,
    { port, network }: ExistingDatabase,
  ): void {
    if (network.type === 'peering') {
      const database = { name: 'database', securityGroupId: network.securityGroupId };
      tasks.allowToSecurityGroup(database, port, 'Tasks to the database', this);
      return;
    }
    network.cidrBlocks.forEach((range, index) => {
      validateOutsideVpc(`database.network.cidrBlocks[${index}]`, range, vpcCidrBlock);
      tasks.allowToCidr(range, port, 'Tasks to the database', this);
    });
  }
}
