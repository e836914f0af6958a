import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import type { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { requireBetween, type DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import type { ServiceMetrics } from './metrics.ts';

/**
 * How the service answers a load that comes within seconds. The LMS has to publish the metric `Saturation` every ten
 * seconds: how full each task is, in percent (docs/decisions/service-burst-scaling.md).
 */
export interface BurstSettings {
  /**
   * Average saturation of all tasks above which the service grows, 50 to 95.
   *
   * @default 80
   */
  readonly saturationPercent?: number;
  /**
   * Tasks that are added at once, in percent of those that run, 10 to 1000. What is full does not show how much it
   * lacks, so it should be more than the target-tracking policies would add.
   *
   * @default 200
   */
  readonly growthPercent?: number;
  /**
   * Seconds from new tasks to the next growth, 60 to 3600: the new tasks must have relieved the others by then, and the
   * alarm, which asks once a minute, must not ask again for what they have relieved.
   *
   * @default 60
   */
  readonly cooldownSeconds?: number;
}

export interface BurstScalingProps extends BurstSettings {
  readonly context: DeploymentContext;
  readonly target: AppautoscalingTarget;
  readonly metrics: ServiceMetrics;
  /** Is told of each burst: it costs money, and somebody should know why it came. */
  readonly topicArn: string;
}

/** The shortest that an alarm may have (CloudWatch API reference, PutMetricAlarm). */
const periodSeconds = 10;

/** How long the alarm is raised after the last period of full tasks. */
const heldPeriods = 6;

/** @throws ConfigurationError if a setting is out of range. */
export function validateBurst(burst: BurstSettings): void {
  const { saturationPercent, growthPercent, cooldownSeconds } = withBurstDefaults(burst);
  requireBetween('scaling.burst.saturationPercent', saturationPercent, 50, 95);
  requireBetween('scaling.burst.growthPercent', growthPercent, 10, 1000);
  requireBetween('scaling.burst.cooldownSeconds', cooldownSeconds, 60, 3600);
}

/**
 * Multiplies the tasks within seconds after all of them are full, up to the target's maximum. It never removes any: that
 * is left to target tracking.
 */
export class BurstScaling extends Construct {
  private readonly props: BurstScalingProps & Required<BurstSettings>;

  constructor(scope: Construct, id: string, props: BurstScalingProps) {
    super(scope, id);
    this.props = { ...props, ...withBurstDefaults(props) };
    this.createAlarm(this.createPolicy());
  }

  private createPolicy(): AppautoscalingPolicy {
    const { context, target, growthPercent, cooldownSeconds } = this.props;
    const { serviceNamespace, scalableDimension, resourceId } = target;
    return new AppautoscalingPolicy(this, 'policy', {
      name: context.names.name('scaling-policy', 'burst'),
      policyType: 'StepScaling',
      serviceNamespace,
      scalableDimension,
      resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: 'PercentChangeInCapacity',
        // Of the periods for which the alarm is held: the one that breached.
        metricAggregationType: 'Maximum',
        cooldown: cooldownSeconds,
        stepAdjustment: [{ metricIntervalLowerBound: '0', scalingAdjustment: growthPercent }],
      },
    });
  }

  private createAlarm(policy: AppautoscalingPolicy): void {
    const { context, metrics, saturationPercent, topicArn } = this.props;
    new CloudwatchMetricAlarm(this, 'alarm', {
      alarmName: context.names.name('alarm', 'burst'),
      alarmDescription: 'All tasks are full: the burst policy multiplies them',
      ...metrics.lms('Saturation'),
      statistic: 'Average',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: saturationPercent,
      period: periodSeconds,
      // One point raises it: a false alarm costs some tasks for a while, ten more seconds cost students their answers.
      datapointsToAlarm: 1,
      // Held for a minute: meanwhile target tracking, which does not know the load yet, takes no task away.
      evaluationPeriods: heldPeriods,
      treatMissingData: 'notBreaching',
      alarmActions: [policy.arn, topicArn],
      okActions: [topicArn],
    });
  }
}

/** The settings in full. */
export function withBurstDefaults({
  saturationPercent = 80,
  growthPercent = 200,
  cooldownSeconds = 60,
}: BurstSettings): Required<BurstSettings> {
  return { saturationPercent, growthPercent, cooldownSeconds };
}
