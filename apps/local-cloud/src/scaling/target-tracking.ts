import type { PutMetricAlarmInput, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ScalingPolicyDescription, TargetKey } from './registry.ts';
import type { TargetTrackingConfiguration } from './requests.ts';

/**
 * How far below the target the metric must fall before capacity is removed. Not in AWS's documents; read from alarms
 * that target tracking created for ECS services, e.g. aws-samples' Fargate workshop: target 30, AlarmLow at 27.
 */
const scaleInRatio = 0.9;

/** Minutes in a row that breach before an alarm fires, as in the alarms that AWS creates for ECS services. */
export const alarmPeriods = { AlarmHigh: 3, AlarmLow: 15 } as const;

export type AlarmKind = keyof typeof alarmPeriods;

export interface TrackedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly statistic: Statistic;
  readonly unit?: StandardUnit;
}

export type TargetTrackingPolicy = ScalingPolicyDescription & {
  readonly TargetTrackingScalingPolicyConfiguration: TargetTrackingConfiguration;
};

export function isTargetTracking(policy: ScalingPolicyDescription): policy is TargetTrackingPolicy {
  return policy.TargetTrackingScalingPolicyConfiguration !== undefined;
}

/**
 * The CloudWatch metric that a policy tracks.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export function trackedMetric(
  { ResourceId }: TargetKey,
  configuration: TargetTrackingConfiguration,
): TrackedMetric {
  const custom = configuration.CustomizedMetricSpecification;
  if (custom) {
    return {
      namespace: custom.Namespace,
      metricName: custom.MetricName,
      dimensions: custom.Dimensions ?? [],
      statistic: custom.Statistic,
      ...(custom.Unit && { unit: custom.Unit as StandardUnit }),
    };
  }
  const memory =
    configuration.PredefinedMetricSpecification?.PredefinedMetricType ===
    'ECSServiceAverageMemoryUtilization';
  const [, clusterName = '', serviceName = ''] = ResourceId.split('/');
  return {
    namespace: 'AWS/ECS',
    metricName: memory ? 'MemoryUtilization' : 'CPUUtilization',
    dimensions: [
      { Name: 'ClusterName', Value: clusterName },
      { Name: 'ServiceName', Value: serviceName },
    ],
    statistic: 'Average',
  };
}

export function tracksSameMetric(
  policy: ScalingPolicyDescription,
  configuration: TargetTrackingConfiguration,
): boolean {
  if (!isTargetTracking(policy)) return false;
  const tracked = trackedMetric(policy, policy.TargetTrackingScalingPolicyConfiguration);
  return isDeepStrictEqual(tracked, trackedMetric(policy, configuration));
}

/** Whether a policy has the alarms that it needs with this configuration, too. */
export function hasSameAlarms(
  policy: ScalingPolicyDescription,
  configuration: TargetTrackingConfiguration | undefined,
): boolean {
  if (!isTargetTracking(policy) || !configuration) return false;
  const { DisableScaleIn = false } = policy.TargetTrackingScalingPolicyConfiguration;
  return DisableScaleIn === (configuration.DisableScaleIn ?? false);
}

/** With scale-in disabled there is no AlarmLow. */
export function newAlarmNames(
  { ResourceId }: TargetKey,
  configuration: TargetTrackingConfiguration,
): string[] {
  const kinds: AlarmKind[] = configuration.DisableScaleIn ? ['AlarmHigh'] : ['AlarmHigh', 'AlarmLow'];
  return kinds.map((kind) => `TargetTracking-${ResourceId}-${kind}-${randomUUID()}`);
}

export function alarmKind(alarmName: string): AlarmKind {
  return /-AlarmLow-[0-9a-f-]{36}$/.test(alarmName) ? 'AlarmLow' : 'AlarmHigh';
}

export function alarmThreshold(kind: AlarmKind, { TargetValue }: TargetTrackingConfiguration): number {
  return kind === 'AlarmHigh' ? TargetValue : TargetValue * scaleInRatio;
}

/** The alarms of a policy as CloudWatch is asked to keep them. */
export function alarmDefinitions(policy: TargetTrackingPolicy): PutMetricAlarmInput[] {
  const configuration = policy.TargetTrackingScalingPolicyConfiguration;
  const metric = trackedMetric(policy, configuration);
  return policy.Alarms.map(({ AlarmName }) => {
    const kind = alarmKind(AlarmName);
    return {
      AlarmName,
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.PolicyARN}.`,
      AlarmActions: [policy.PolicyARN],
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: [...metric.dimensions],
      Statistic: metric.statistic,
      Unit: metric.unit,
      Period: 60,
      EvaluationPeriods: alarmPeriods[kind],
      Threshold: alarmThreshold(kind, configuration),
      ComparisonOperator: kind === 'AlarmHigh' ? 'GreaterThanThreshold' : 'LessThanThreshold',
    };
  });
}
