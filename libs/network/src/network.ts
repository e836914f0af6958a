import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import {
  logRetentionDays,
  requireOneOf,
  type DeploymentContext,
  type LogRetentionDays,
} from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { validateVpcCidrBlock } from './address-plan.ts';
import { FlowLogs } from './flow-logs.ts';
import { PrivateSubnets, type PrivateSubnet } from './private-subnets.ts';
import { PublicSubnets } from './public-subnets.ts';
import { SecurityGroup } from './security-group.ts';
import { VpcEndpoints } from './vpc-endpoints.ts';
import { validateAvailabilityZones, zonesOf } from './zone.ts';

const natGatewayChoices = ['one-per-zone', 'single'] as const;

/** `single` saves money, and its zone's failure cuts every zone off the internet. */
export type NatGateways = (typeof natGatewayChoices)[number];

export interface NetworkProps {
  readonly context: DeploymentContext;
  /** The VPC's IPv4 range, `/16` to `/23`, for example `10.0.0.0/16`. Each subnet gets a sixteenth of it. */
  readonly cidrBlock: string;
  /** 2 to 6 zones of the region, for example `['sa-east-1a', 'sa-east-1b', 'sa-east-1c']`. */
  readonly availabilityZones: readonly string[];
  /** @default 'one-per-zone' */
  readonly natGateways?: NatGateways;
  /**
   * Whether tasks reach ECR, CloudWatch Logs and Secrets Manager by endpoints of the VPC. Without them NAT carries it, and tasks
   * start no longer when it does not.
   *
   * @default true
   */
  readonly interfaceEndpoints?: boolean;
  /** @default 30 */
  readonly flowLogRetentionDays?: LogRetentionDays;
}

/** The VPC with a public and a private subnet in each zone, and the security groups that slices open ways between. */
export class Network extends Construct {
  readonly vpcId: string;
  readonly vpcArn: string;
  readonly vpcCidrBlock: string;
  readonly availabilityZones: readonly string[];
  /** In the order of the zones. */
  readonly publicSubnetIds: readonly string[];
  /** In the order of the zones. */
  readonly privateSubnets: readonly PrivateSubnet[];
  /** In the order of the zones. */
  readonly privateSubnetIds: readonly string[];
  readonly loadBalancerSecurityGroup: SecurityGroup;
  readonly taskSecurityGroup: SecurityGroup;

  private readonly context: DeploymentContext;

  /** @throws ConfigurationError when a prop breaks its rule. */
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { context, cidrBlock, natGateways = 'one-per-zone', flowLogRetentionDays = 30 } = props;
    validateVpcCidrBlock(cidrBlock);
    validateAvailabilityZones(context.region, props.availabilityZones);
    requireOneOf('natGateways', natGateways, natGatewayChoices);
    requireOneOf('flowLogRetentionDays', flowLogRetentionDays, logRetentionDays);

    this.context = context;
    const zones = zonesOf(context.region, props.availabilityZones);
    const vpc = this.createVpc(cidrBlock);
    this.vpcId = vpc.id;
    this.vpcArn = vpc.arn;
    this.vpcCidrBlock = cidrBlock;
    this.availabilityZones = zones.map(({ name }) => name);
    new FlowLogs(this, 'flow-logs', { context, vpcId: this.vpcId, retentionDays: flowLogRetentionDays });

    const place = { context, vpcId: this.vpcId, vpcCidrBlock: cidrBlock, zones };
    const natGatewayZones = natGateways === 'single' ? zones.slice(0, 1) : zones;
    const publicSubnets = new PublicSubnets(this, 'public', { ...place, natGatewayZones });
    this.publicSubnetIds = publicSubnets.subnetIds;
    this.privateSubnets = new PrivateSubnets(this, 'private', {
      ...place,
      natGatewayIds: publicSubnets.natGatewayIds,
    }).subnets;
    this.privateSubnetIds = this.privateSubnets.map(({ subnetId }) => subnetId);

    this.loadBalancerSecurityGroup = this.createLoadBalancerSecurityGroup();
    this.taskSecurityGroup = this.createTaskSecurityGroup();
    this.createVpcEndpoints(props.interfaceEndpoints ?? true);
  }

  private createVpc(cidrBlock: string): Vpc {
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: this.context.names.name('vpc') },
    });
    // Without rules: whatever is put into the default group by mistake reaches nothing.
    new DefaultSecurityGroup(this, 'default-security-group', {
      vpcId: vpc.id,
      tags: { Name: this.context.names.name('security-group-default') },
    });
    return vpc;
  }

  private createLoadBalancerSecurityGroup(): SecurityGroup {
    const group = this.createSecurityGroup('alb', 'Load balancer: the only one that the internet reaches');
    group.allowFromAnywhere(443, 'HTTPS from students');
    group.allowFromAnywhere(80, 'HTTP from students, redirected to HTTPS');
    return group;
  }

  private createTaskSecurityGroup(): SecurityGroup {
    const group = this.createSecurityGroup('tasks', 'Tasks of the LMS');
    group.allowToCidr('0.0.0.0/0', 443, 'HTTPS to the internet through NAT');
    return group;
  }

  private createVpcEndpoints(interfaceEndpoints: boolean): void {
    new VpcEndpoints(this, 'endpoints', {
      context: this.context,
      vpcId: this.vpcId,
      privateSubnets: this.privateSubnets,
      securityGroup: interfaceEndpoints ? this.createEndpointSecurityGroup() : undefined,
    });
  }

  private createEndpointSecurityGroup(): SecurityGroup {
    const group = this.createSecurityGroup('endpoints', 'Interface endpoints of AWS services');
    group.allowFromSecurityGroup(this.taskSecurityGroup, 443, 'AWS services from tasks');
    return group;
  }

  private createSecurityGroup(name: string, description: string): SecurityGroup {
    return new SecurityGroup(this, `security-group-${name}`, {
      context: this.context,
      network: this,
      name,
      description,
    });
  }
}
