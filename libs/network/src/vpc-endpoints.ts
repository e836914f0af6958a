import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import type { PrivateSubnet } from './private-subnets.ts';
import type { SecurityGroup } from './security-group.ts';

/**
 * What Fargate itself calls for a task: image manifests, log events, secrets. Image layers come from S3. The LMS calls no AWS API
 * (see docs/decisions/network-egress.md).
 */
export const interfaceEndpointServices = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'] as const;

export interface VpcEndpointsProps {
  readonly context: DeploymentContext;
  readonly vpcId: string;
  readonly privateSubnets: readonly PrivateSubnet[];
  /** Of the interface endpoints. @default - there are none */
  readonly securityGroup?: SecurityGroup;
}

/** Ways to AWS services that neither leave AWS's network nor pay for NAT. */
export class VpcEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    this.createGatewayEndpoint(props);
    if (props.securityGroup === undefined) return;
    for (const service of interfaceEndpointServices)
      this.createInterfaceEndpoint(props, service, props.securityGroup);
  }

  private createGatewayEndpoint({ context, vpcId, privateSubnets }: VpcEndpointsProps): void {
    new VpcEndpoint(this, 's3', {
      vpcId,
      serviceName: `com.amazonaws.${context.region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: privateSubnets.map(({ routeTableId }) => routeTableId),
      tags: { Name: context.names.name('vpc-endpoint', 's3') },
    });
  }

  private createInterfaceEndpoint(
    { context, vpcId, privateSubnets }: VpcEndpointsProps,
    service: string,
    { securityGroupId }: SecurityGroup,
  ): void {
    const id = service.replace('.', '-');
    new VpcEndpoint(this, id, {
      vpcId,
      serviceName: `com.amazonaws.${context.region}.${service}`,
      vpcEndpointType: 'Interface',
      subnetIds: privateSubnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
      tags: { Name: context.names.name('vpc-endpoint', id) },
    });
  }
}
