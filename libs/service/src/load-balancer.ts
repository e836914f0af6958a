import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import {
  ConfigurationError,
  requireBetween,
  requireMatch,
  type DeploymentContext,
} from '@edutechbr/foundation';
import type { Network } from '@edutechbr/network';
import { Construct } from 'constructs';
import { AccessLogBucket } from './access-log-bucket.ts';
import { containerPort } from './container.ts';

export interface LoadBalancerProps {
  readonly context: DeploymentContext;
  readonly network: Network;
  /** ARN of a certificate that exists in ACM, in the stage's region. */
  readonly certificateArn: string;
  /**
   * Path that tells whether a task's process is alive. It must look at nothing else: a check that fails when Redis does
   * makes ECS replace every task during a failover.
   *
   * @default '/livez'
   */
  readonly healthCheckPath?: string;
  /**
   * Seconds between two checks of a target, 5 to 300.
   *
   * @default 10
   */
  readonly healthCheckIntervalSeconds?: number;
  /**
   * Seconds after which a check has failed, 2 to 120, and shorter than the interval.
   *
   * @default 5
   */
  readonly healthCheckTimeoutSeconds?: number;
  /**
   * Passed checks after which a target gets requests, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;
  /**
   * Failed checks after which a target gets none, 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
  /**
   * Seconds that a leaving task has to finish its requests, 0 to 3600.
   *
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number;
  /**
   * Seconds over which a new target's share of the requests grows to a full one, 30 to 900, or 0 for a full share at once.
   * A task whose code is not compiled yet would let requests queue up (Application Load Balancers, "Edit target group
   * attributes", slow start mode).
   *
   * @default 30
   */
  readonly slowStartSeconds?: number;
  /**
   * Whether requests are logged to a bucket.
   *
   * @default true
   */
  readonly accessLogs?: boolean;
  /**
   * Days after which an access log is deleted, 1 to 3650.
   *
   * @default 90
   */
  readonly accessLogRetentionDays?: number;
}

type Settings = Required<LoadBalancerProps>;

/**
 * The only way in from the internet: HTTPS in the public subnets, plain HTTP redirected, requests forwarded to a target
 * group that the service fills with its tasks. It has no deletion protection, so that a stage can be destroyed.
 */
export class LoadBalancer extends Construct {
  /** `app/NAME/ID`, the value of CloudWatch's dimension `LoadBalancer`. */
  readonly loadBalancerFullName: string;
  /** `targetgroup/NAME/ID`, the value of CloudWatch's dimension `TargetGroup`. */
  readonly targetGroupFullName: string;
  readonly targetGroupArn: string;
  readonly listenerArn: string;
  readonly dnsName: string;

  private readonly settings: Settings;

  /** @throws ConfigurationError when a prop breaks its rule. */
  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.settings = withDefaults(props);
    validate(this.settings);

    const loadBalancer = this.createLoadBalancer();
    const targetGroup = this.createTargetGroup();
    const listener = this.createListener(loadBalancer, targetGroup);
    this.redirectHttp(loadBalancer);

    this.loadBalancerFullName = loadBalancer.arnSuffix;
    this.targetGroupFullName = targetGroup.arnSuffix;
    // Read from the listener: ECS registers tasks only with a target group that a listener uses.
    this.targetGroupArn = listener.defaultAction.get(0).targetGroupArn;
    this.listenerArn = listener.arn;
    this.dnsName = loadBalancer.dnsName;
  }

  private createLoadBalancer(): Lb {
    const { context, network } = this.settings;
    const accessLogs = this.settings.accessLogs
      ? new AccessLogBucket(this, 'access-logs', {
          context,
          retentionDays: this.settings.accessLogRetentionDays,
        })
      : undefined;
    return new Lb(this, 'load-balancer', {
      name: context.names.name('alb'),
      loadBalancerType: 'application',
      internal: false,
      subnets: [...network.publicSubnetIds],
      securityGroups: [network.loadBalancerSecurityGroup.securityGroupId],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: false,
      accessLogs: accessLogs && { bucket: accessLogs.bucketName, enabled: true },
      dependsOn: accessLogs?.writable,
    });
  }

  private createTargetGroup(): LbTargetGroup {
    const { context, network, ...settings } = this.settings;
    return new LbTargetGroup(this, 'target-group', {
      name: context.names.name('tg'),
      vpcId: network.vpcId,
      targetType: 'ip',
      protocol: 'HTTP',
      port: containerPort,
      deregistrationDelay: String(settings.deregistrationDelaySeconds),
      slowStart: settings.slowStartSeconds,
      healthCheck: {
        path: settings.healthCheckPath,
        protocol: 'HTTP',
        matcher: '200',
        interval: settings.healthCheckIntervalSeconds,
        timeout: settings.healthCheckTimeoutSeconds,
        healthyThreshold: settings.healthyThreshold,
        unhealthyThreshold: settings.unhealthyThreshold,
      },
    });
  }

  private createListener(loadBalancer: Lb, targetGroup: LbTargetGroup): LbListener {
    return new LbListener(this, 'https', {
      loadBalancerArn: loadBalancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificateArn: this.settings.certificateArn,
      defaultAction: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
    });
  }

  private redirectHttp(loadBalancer: Lb): void {
    new LbListener(this, 'http', {
      loadBalancerArn: loadBalancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [
        { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
      ],
    });
  }
}

function withDefaults({
  healthCheckPath = '/livez',
  healthCheckIntervalSeconds = 10,
  healthCheckTimeoutSeconds = 5,
  healthyThreshold = 2,
  unhealthyThreshold = 3,
  deregistrationDelaySeconds = 30,
  slowStartSeconds = 30,
  accessLogs = true,
  accessLogRetentionDays = 90,
  ...required
}: LoadBalancerProps): Settings {
  return {
    ...required,
    healthCheckPath,
    healthCheckIntervalSeconds,
    healthCheckTimeoutSeconds,
    healthyThreshold,
    unhealthyThreshold,
    deregistrationDelaySeconds,
    slowStartSeconds,
    accessLogs,
    accessLogRetentionDays,
  };
}

/** The bounds are those of the Elastic Load Balancing API reference, CreateTargetGroup and TargetGroupAttribute. */
function validate(settings: Settings): void {
  requireMatch(
    'certificateArn',
    settings.certificateArn,
    /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    'must be the ARN of an ACM certificate',
  );
  requireMatch(
    'healthCheckPath',
    settings.healthCheckPath,
    /^\/\S{0,1023}$/,
    'must be a path of at most 1024 characters',
  );
  requireBetween('healthCheckIntervalSeconds', settings.healthCheckIntervalSeconds, 5, 300);
  requireBetween('healthCheckTimeoutSeconds', settings.healthCheckTimeoutSeconds, 2, 120);
  if (settings.healthCheckTimeoutSeconds >= settings.healthCheckIntervalSeconds) {
    throw new ConfigurationError(
      'healthCheckTimeoutSeconds',
      `must be less than healthCheckIntervalSeconds (${settings.healthCheckIntervalSeconds})`,
      settings.healthCheckTimeoutSeconds,
    );
  }
  requireBetween('healthyThreshold', settings.healthyThreshold, 2, 10);
  requireBetween('unhealthyThreshold', settings.unhealthyThreshold, 2, 10);
  requireBetween('deregistrationDelaySeconds', settings.deregistrationDelaySeconds, 0, 3600);
  if (settings.slowStartSeconds !== 0) requireBetween('slowStartSeconds', settings.slowStartSeconds, 30, 900);
}
