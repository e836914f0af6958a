import { ConfigurationError, requireBetween } from '@edutechbr/foundation';
import { validateIpv4Range, type Network } from '@edutechbr/network';
import { TerraformResource, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ExistingDatabase } from './backends.ts';
import { containerPort } from './container.ts';

export interface TaskAccessProps {
  readonly network: Network;
  readonly database: ExistingDatabase;
}

/** @throws ConfigurationError unless the database says where it answers, and not everywhere. */
export function validateDatabase({ port, securityGroupId, cidrBlocks }: ExistingDatabase): void {
  requireBetween('database.port', port, 1, 65535);
  if ((securityGroupId === undefined) === (cidrBlocks === undefined)) {
    throw new ConfigurationError('database', 'must have either securityGroupId or cidrBlocks', {
      securityGroupId,
      cidrBlocks,
    });
  }
  if (cidrBlocks?.length === 0) {
    throw new ConfigurationError('database.cidrBlocks', 'must name at least one range', cidrBlocks);
  }
  cidrBlocks?.forEach((range, index) => {
    const prop = `database.cidrBlocks[${index}]`;
    validateIpv4Range(prop, range);
    if (range === '0.0.0.0/0') throw new ConfigurationError(prop, 'must not be all addresses', range);
  });
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
    this.allowDatabase(network, database);
  }

  /** The rules, for what must not run without them. */
  get rules(): ITerraformDependable[] {
    return this.node.children.filter(TerraformResource.isTerraformResource);
  }

  private allowDatabase({ taskSecurityGroup: tasks }: Network, database: ExistingDatabase): void {
    const { port, securityGroupId, cidrBlocks = [] } = database;
    if (securityGroupId !== undefined) {
      tasks.allowToSecurityGroupId(securityGroupId, 'database', port, 'Tasks to the database', this);
    }
    for (const range of cidrBlocks) {
      tasks.allowToCidr(range, port, 'Tasks to the database', this);
    }
  }
}
