import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  type Action,
  type Listener as AwsListener,
  type LoadBalancer,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { awsClientSettings } from '../aws-clients.ts';
import type { NetworkInterface } from '../network/model.ts';
import type { Listener, LoadBalancerSettings, TargetGroupSettings } from './settings.ts';

const elb = new ElasticLoadBalancingV2Client(awsClientSettings);

/** @returns the first deployed load balancer that forwards to a target group, undefined when there is none */
export async function readDeployedLoadBalancer(): Promise<LoadBalancerSettings | undefined> {
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand());
  for (const loadBalancer of LoadBalancers) {
    const { LoadBalancerArn = '', AvailabilityZones = [] } = loadBalancer;
    const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
    const listeners = Listeners.map(listenerOf);
    const targetGroupArns = listeners.flatMap(({ action }) =>
      action.type === 'forward' ? action.targetGroupArn : [],
    );
    if (targetGroupArns.length === 0) continue;
    const attributes = await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
    return {
      arn: LoadBalancerArn,
      zones: AvailabilityZones.map(({ ZoneName = '' }) => ZoneName),
      fullName: afterLast(LoadBalancerArn, ':loadbalancer/'),
      idleTimeoutSeconds: Number(attribute(attributes.Attributes, 'idle_timeout.timeout_seconds') ?? 60),
      interfaces: interfacesOf(loadBalancer),
      listeners,
      targetGroups: await readTargetGroups([...new Set(targetGroupArns)]),
    };
  }
  return undefined;
}

function interfacesOf({
  AvailabilityZones = [],
  SecurityGroups = [],
  Scheme,
}: LoadBalancer): NetworkInterface[] {
  return AvailabilityZones.map(({ SubnetId = '' }) => ({
    subnetId: SubnetId,
    securityGroupIds: SecurityGroups,
    hasPublicAddress: Scheme === 'internet-facing',
  }));
}

function listenerOf({ Port = 0, Certificates = [], DefaultActions: [action] = [] }: AwsListener): Listener {
  return { port: Port, certificateArn: Certificates[0]?.CertificateArn, action: actionOf(action) };
}

function actionOf(action: Action | undefined): Listener['action'] {
  const { Type, TargetGroupArn, ForwardConfig, RedirectConfig } = action ?? {};
  if (Type === 'redirect')
    return {
      type: 'redirect',
      scheme: RedirectConfig?.Protocol?.toLowerCase() ?? 'https',
      port: Number(RedirectConfig?.Port ?? 443),
      statusCode: RedirectConfig?.StatusCode === 'HTTP_302' ? 302 : 301,
    };
  const targetGroupArn = TargetGroupArn ?? ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
  if (Type !== 'forward' || !targetGroupArn)
    throw new Error(`a listener's action must be forward or redirect on this machine, got ${Type ?? 'none'}`);
  return { type: 'forward', targetGroupArn };
}

async function readTargetGroups(TargetGroupArns: string[]): Promise<TargetGroupSettings[]> {
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns }));
  return Promise.all(TargetGroups.map(readTargetGroup));
}

async function readTargetGroup(group: TargetGroup): Promise<TargetGroupSettings> {
  const { TargetGroupArn: arn = '', TargetGroupName: name = '' } = group;
  const { Attributes } = await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }));
  const algorithm = attribute(Attributes, 'load_balancing.algorithm.type');
  return {
    arn,
    name,
    fullName: `targetgroup/${afterLast(arn, ':targetgroup/')}`,
    balance: algorithm === 'least_outstanding_requests' ? algorithm : 'round_robin',
    deregistrationDelaySeconds: Number(attribute(Attributes, 'deregistration_delay.timeout_seconds') ?? 300),
    slowStartSeconds: Number(attribute(Attributes, 'slow_start.duration_seconds') ?? 0),
    healthCheck: {
      path: group.HealthCheckPath ?? '/',
      matcher: group.Matcher?.HttpCode ?? '200',
      intervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
      timeoutSeconds: group.HealthCheckTimeoutSeconds ?? 5,
      unhealthyThreshold: group.UnhealthyThresholdCount ?? 2,
    },
  };
}

const attribute = (attributes: { Key?: string; Value?: string }[] = [], key: string): string | undefined =>
  attributes.find(({ Key }) => Key === key)?.Value;

const afterLast = (text: string, separator: string): string =>
  text.slice(text.lastIndexOf(separator) + separator.length);
