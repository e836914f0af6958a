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
export class SecurityGroup extends Construct {
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
    this.addIngress(owner, `${this.name}-from-${peer.name}`, port, description, {
      referencedSecurityGroupId: peer.securityGroupId,
    });
    peer.allowToSecurityGroupId(this.securityGroupId, this.name, port, description, owner);
  }

  /** Lets the whole internet in: for the load balancer only. */
  allowFromAnywhere(port: number, description: string, owner: Construct = this): void {
    this.addIngress(owner, `${this.name}-from-anywhere`, port, description, { cidrIpv4: anywhere });
  }

  /** Lets this group out to one that is not ours; `peerName` is part of the rule's construct id. */
  allowToSecurityGroupId(
    securityGroupId: string,
    peerName: string,
    port: number,
    description: string,
    owner: Construct = this,
  ): void {
    this.addEgress(owner, `${this.name}-to-${peerName}`, port, description, {
      referencedSecurityGroupId: securityGroupId,
    });
  }

  /** Lets this group out to an IPv4 range. */
  allowToCidr(cidrBlock: string, port: number, description: string, owner: Construct = this): void {
    const range = cidrBlock.replace('/', '-');
    this.addEgress(owner, `${this.name}-to-${range}`, port, description, { cidrIpv4: cidrBlock });
  }

  private addIngress(
    owner: Construct,
    id: string,
    port: number,
    description: string,
    source: RulePeer,
  ): void {
    new VpcSecurityGroupIngressRule(owner, `${id}-${port}`, this.rule(port, description, source));
  }

  private addEgress(owner: Construct, id: string, port: number, description: string, target: RulePeer): void {
    new VpcSecurityGroupEgressRule(owner, `${id}-${port}`, this.rule(port, description, target));
  }

  private rule(port: number, description: string, peer: RulePeer) {
    requireBetween('port', port, 1, 65535);
    return {
      securityGroupId: this.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description,
      ...peer,
    };
  }
}

interface RulePeer {
  readonly cidrIpv4?: string;
  readonly referencedSecurityGroupId?: string;
}
