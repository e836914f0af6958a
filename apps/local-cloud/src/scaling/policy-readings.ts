import type { AlarmReading } from '../alarms/alarm-evaluator.ts';
import type { PolicyAlarm, StepReading, TrackingReading } from './decision.ts';
import type { ScalingPolicyDescription } from './registry.ts';
import { adjustedCapacity, isStepScaling, stepFor, type StepScalingPolicy } from './step-scaling.ts';
import { alarmKind, isTargetTracking, type AlarmKind, type TargetTrackingPolicy } from './target-tracking.ts';

/** "300 for ECS services": API_TargetTrackingScalingPolicyConfiguration, API_StepScalingPolicyConfiguration. */
const defaultCooldownSeconds = 300;

/** CloudWatch's alarms as just evaluated. */
export interface Alarms {
  readonly readings: readonly AlarmReading[];
  /** Those of them that invoke their actions now. */
  readonly due: readonly AlarmReading[];
}

/** What the policies of one scalable target have to say. */
export interface PolicyReadings {
  readonly tracking: readonly TrackingReading[];
  readonly steps: readonly StepReading[];
}

/** @returns undefined when no alarm invokes any of the policies now */
export function readPolicies(
  policies: readonly ScalingPolicyDescription[],
  { readings, due }: Alarms,
): PolicyReadings | undefined {
  if (!policies.some((policy) => due.some(invokes(policy)))) return undefined;
  return {
    tracking: policies
      .filter(isTargetTracking)
      .map((policy) => trackingReading(policy, readings.filter(invokes(policy)))),
    steps: policies.filter(isStepScaling).flatMap((policy) =>
      readings
        .filter(({ state }) => state === 'ALARM')
        .filter(invokes(policy))
        .flatMap((reading) => stepReadings(policy, reading, due.includes(reading))),
    ),
  };
}

function invokes({ PolicyARN }: ScalingPolicyDescription) {
  return ({ alarm }: AlarmReading): boolean => alarm.alarmActions.includes(PolicyARN);
}

function trackingReading(policy: TargetTrackingPolicy, readings: readonly AlarmReading[]): TrackingReading {
  const configuration = policy.TargetTrackingScalingPolicyConfiguration;
  return {
    policyName: policy.PolicyName,
    targetValue: configuration.TargetValue,
    metricValue: readings[0]?.datapoints.at(-1)?.value,
    alarmHigh: policyAlarm('AlarmHigh', readings),
    alarmLow: configuration.DisableScaleIn ? undefined : policyAlarm('AlarmLow', readings),
    scaleOutCooldownSeconds: configuration.ScaleOutCooldown ?? defaultCooldownSeconds,
    scaleInCooldownSeconds: configuration.ScaleInCooldown ?? defaultCooldownSeconds,
  };
}

/** An alarm that somebody deleted or disabled asks for nothing. */
function policyAlarm(kind: AlarmKind, readings: readonly AlarmReading[]): PolicyAlarm {
  const reading = readings.find(({ alarm }) => alarmKind(alarm.name) === kind);
  return { alarmName: reading?.alarm.name ?? '', isAlarming: reading?.state === 'ALARM' };
}

function stepReadings(
  policy: StepScalingPolicy,
  { alarm, datapoints }: AlarmReading,
  isInvoked: boolean,
): StepReading[] {
  const configuration = policy.StepScalingPolicyConfiguration;
  const { comparisonOperator, evaluationPeriods, threshold } = alarm.rule;
  const values = datapoints.slice(-evaluationPeriods).map(({ value }) => value);
  const step = stepFor(configuration, { values, threshold, comparisonOperator });
  if (!step) return [];
  return [
    {
      isInvoked,
      policyName: policy.PolicyName,
      alarmName: alarm.name,
      cooldownSeconds: configuration.Cooldown ?? defaultCooldownSeconds,
      adjust: (capacity) => adjustedCapacity(configuration, step, capacity),
    },
  ];
}
