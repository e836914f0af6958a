import type { ComparisonOperator } from '../alarms/metric-alarm.ts';
import { validationError } from './api-error.ts';
import type { ScalingPolicyDescription } from './registry.ts';
import type { StepAdjustment, StepScalingConfiguration } from './requests.ts';

/**
 * Application Auto Scaling User Guide, "How step scaling for Application Auto Scaling works":
 * https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export type StepScalingPolicy = ScalingPolicyDescription & {
  readonly StepScalingPolicyConfiguration: StepScalingConfiguration;
};

export function isStepScaling(policy: ScalingPolicyDescription): policy is StepScalingPolicy {
  return policy.StepScalingPolicyConfiguration !== undefined;
}

/** What an alarm measured when it triggered the policy. */
export interface Breach {
  /** Of the alarm's evaluation periods, by its own statistic. */
  readonly values: readonly number[];
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
}

/** @returns undefined without values, or when no step covers the breach */
export function stepFor(configuration: StepScalingConfiguration, breach: Breach): StepAdjustment | undefined {
  if (breach.values.length === 0) return undefined;
  const distance = aggregated(configuration, breach.values) - breach.threshold;
  const isAbove = distance > 0 || (distance === 0 && breach.comparisonOperator.startsWith('Greater'));
  return configuration.StepAdjustments.find((step) => {
    const { lower, upper } = bounds(step);
    return isAbove ? lower <= distance && distance < upper : lower < distance && distance <= upper;
  });
}

/** The capacity that a step asks for. */
export function adjustedCapacity(
  { AdjustmentType, MinAdjustmentMagnitude = 0 }: StepScalingConfiguration,
  { ScalingAdjustment }: StepAdjustment,
  capacity: number,
): number {
  switch (AdjustmentType) {
    case 'ExactCapacity':
      return ScalingAdjustment;
    case 'ChangeInCapacity':
      return Math.max(capacity + ScalingAdjustment, 0);
    case 'PercentChangeInCapacity': {
      const change = roundedChange((capacity * ScalingAdjustment) / 100);
      const size = Math.max(Math.abs(change), MinAdjustmentMagnitude);
      return Math.max(capacity + Math.sign(ScalingAdjustment) * size, 0);
    }
  }
}

/**
 * The rules of the API reference, "StepAdjustment".
 *
 * @throws ApiError `ValidationException`
 */
export function validateStepScaling({ AdjustmentType, StepAdjustments }: StepScalingConfiguration): void {
  if (StepAdjustments.length === 0) throw validationError('At least one StepAdjustment must be specified');
  if (AdjustmentType === 'ExactCapacity' && StepAdjustments.some(({ ScalingAdjustment: to }) => to < 0)) {
    throw validationError('ScalingAdjustment must not be negative for the AdjustmentType ExactCapacity');
  }
  const intervals = StepAdjustments.map(bounds).sort((left, right) => left.lower - right.lower);
  for (const [index, { lower, upper }] of intervals.entries()) {
    const next = intervals[index + 1];
    if (lower === -Infinity && upper === Infinity) {
      throw validationError('StepAdjustment must have a lower or an upper bound');
    }
    if (lower >= upper) throw validationError('StepAdjustment lower bound must be less than its upper bound');
    if (next && next.lower < upper) throw validationError('StepAdjustment intervals cannot overlap');
    if (next && next.lower > upper) throw validationError('StepAdjustment intervals cannot have a gap');
  }
  const lowest = intervals[0]?.lower ?? 0;
  const highest = intervals.at(-1)?.upper ?? 0;
  if (lowest < 0 && lowest !== -Infinity) {
    throw validationError('With a negative lower bound one StepAdjustment must have no lower bound');
  }
  if (highest > 0 && highest !== Infinity) {
    throw validationError('With a positive upper bound one StepAdjustment must have no upper bound');
  }
}

function bounds({ MetricIntervalLowerBound, MetricIntervalUpperBound }: StepAdjustment) {
  return { lower: MetricIntervalLowerBound ?? -Infinity, upper: MetricIntervalUpperBound ?? Infinity };
}

function aggregated({ MetricAggregationType }: StepScalingConfiguration, values: readonly number[]): number {
  switch (MetricAggregationType) {
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    case 'Average':
    case undefined:
      return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}

/** "Values greater than 1 are rounded down. Values between 0 and 1 are rounded to 1", and the same below 0. */
function roundedChange(change: number): number {
  return Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change);
}
