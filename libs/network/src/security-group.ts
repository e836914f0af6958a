import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { requireBetween, type DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';

const anywhere = '0.0.0.0/0';

/** What a security group needs of the network, so that the network's own groups can be made while it is built. */
export interface SecurityGroupNetwork {
  readonly vpcId: string;
}

/** The other side of a way between groups. */
export interface SecurityGroupPeer {
  /** Part of the rules' construct ids. */
  readonly name: string;
  readonly securityGroupId: string;
}

export interface SecurityGroupProps {
  readonly context: DeploymentContext;
  readonly network: SecurityGroupNetwork;
  /** What the group is for, in its name `security-group-NAME-production-SUFFIX`. (AWS refuses names that start with `sg-`.) */
  readonly name: string;
  /** AWS cannot change it later: a new description replaces the group. */
  readonly description: string;
}

/**
 * A security group that lets nothing in or out until a rule says so. Each rule is a resource of its own, so that groups may
 * name each other and still be destroyed. Rules are TCP on one port.
 *
 * The last parameter of each method is the construct that the rule belongs to. A slice that opens a way between groups
 * of the network passes itself, so that the rule is deployed and destroyed with the slice. Each method throws a
 * ConfigurationError unless the port is 1 to 65535.
 */
export class SecurityGroup extends Construct implements SecurityGroupPeer {
  readonly name: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { context, network, name, description }: SecurityGroupProps) {
    super(scope, id);
    this.name = name;
    const groupName = context.names.name('security-group', name);
    this.securityGroupId = new AwsSecurityGroup(this, 'group', {
      name: groupName,
      description,
      vpcId: network.vpcId,
      tags: { Name: groupName },
    }).id;
  }

  /** Lets `peer` in, and lets `peer` out to this group. */
  allowFromSecurityGroup(
    peer: SecurityGroup,
    port: number,
    description: string,
    owner: Construct = this,
  ): void {
    peer.allowToSecurityGroup(this, port, description, owner);
  }

  /**
   * Lets this group out to `peer`, and lets it in there. `peer` may be a group that is not ours, also in a peered VPC: the rule in
   * it is ours all the same.
   */
  allowToSecurityGroup(
    peer: SecurityGroupPeer,
    port: number,
    description: string,
    owner: Construct = this,
  ): void {
    const way = tcp(port, description);
    new VpcSecurityGroupIngressRule(owner, `${peer.name}-from-${this.name}-${port}`, {
      ...way,
      securityGroupId: peer.securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
    });
    new VpcSecurityGroupEgressRule(owner, `${this.name}-to-${peer.name}-${port}`, {
      ...way,
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: peer.securityGroupId,
    });
  }

  /** Lets the whole internet in: for the load balancer only. */
  allowFromAnywhere(port: number, description: string, owner: Construct = this): void {
    new VpcSecurityGroupIngressRule(owner, `${this.name}-from-anywhere-${port}`, {
      ...tcp(port, description),
      securityGroupId: this.securityGroupId,
      cidrIpv4: anywhere,
    });
  }

  /** Lets this group out to an IPv4 range. */
  allowToCidr(cidrBlock: string, port: number, description: string, owner: Construct = this): void {
    new VpcSecurityGroupEgressRule(owner, `${this.name}-to-${cidrBlock.replace('/', '-')}-${port}`, {
      ...tcp(port, description),
      securityGroupId: this.securityGroupId,
      cidrIpv4: cidrBlock,
    });
  }
}

function tcp(port: number, description: string) {
  requireBetween('port', port, 1, 65535);
  return { ipProtocol: 'tcp', fromPort: port, toPort: port, description };
}
