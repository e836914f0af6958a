import type { StepScalingConfiguration } from './requests.ts';
import { adjustedCapacity, stepFor } from './step-scaling.ts';

describe('Application Auto Scaling User Guide, "Step adjustments"', () => {
  const percent: StepScalingConfiguration = {
    AdjustmentType: 'PercentChangeInCapacity',
    StepAdjustments: [
      { MetricIntervalUpperBound: -20, ScalingAdjustment: -30 },
      { MetricIntervalLowerBound: -20, MetricIntervalUpperBound: -10, ScalingAdjustment: -10 },
      { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: 0 },
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 0 },
      { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
      { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
    ],
  };
  const breach = (...values: number[]) => ({
    values,
    threshold: 50,
    comparisonOperator: 'GreaterThanThreshold' as const,
  });

  it.each([
    [69.9, 10],
    [60, 10],
    [59.9, 0],
    [70, 30],
    [1000, 30],
    [40.1, 0],
    [40, -10],
    [30.1, -10],
    [30, -30],
    [0, -30],
  ])('above the threshold the lower bound is inclusive, below it the upper one: %d', (value, adjustment) => {
    expect(stepFor(percent, breach(value))?.ScalingAdjustment).toBe(adjustment);
  });

  it('at the threshold itself the alarm says which side it is', () => {
    const sides = {
      ...percent,
      StepAdjustments: [
        { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
        { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 },
      ],
    };
    const high = { ...breach(50), comparisonOperator: 'GreaterThanOrEqualToThreshold' as const };
    const low = { ...breach(50), comparisonOperator: 'LessThanOrEqualToThreshold' as const };
    expect(stepFor(sides, high)?.ScalingAdjustment).toBe(1);
    expect(stepFor(sides, low)?.ScalingAdjustment).toBe(-1);
  });

  it.each([
    [undefined, 10],
    ['Average', 10],
    ['Minimum', 0],
    ['Maximum', 30],
  ] as const)('MetricAggregationType %s is applied to the most recent data points', (type, adjustment) => {
    const configuration = { ...percent, MetricAggregationType: type };
    expect(stepFor(configuration, breach(52, 62, 72))?.ScalingAdjustment).toBe(adjustment);
  });
});

describe('Application Auto Scaling User Guide, "Scaling adjustment types"', () => {
  const adjust = (
    AdjustmentType: StepScalingConfiguration['AdjustmentType'],
    capacity: number,
    ScalingAdjustment: number,
    MinAdjustmentMagnitude?: number,
  ) => {
    const configuration = { AdjustmentType, StepAdjustments: [], MinAdjustmentMagnitude };
    return adjustedCapacity(configuration, { ScalingAdjustment }, capacity);
  };

  it('ChangeInCapacity: 3 and 5 is 8', () => {
    expect(adjust('ChangeInCapacity', 3, 5)).toBe(8);
    expect(adjust('ChangeInCapacity', 3, -5)).toBe(0);
  });

  it('ExactCapacity: 3 and 5 is 5', () => {
    expect(adjust('ExactCapacity', 3, 5)).toBe(5);
  });

  it.each([
    [10, 10, 11],
    // 12.7 is rounded to 12, 0.67 to 1, -0.58 to -1, -6.67 to -6.
    [100, 12.7, 112],
    [67, 1, 68],
    [58, -1, 57],
    [100, -6.67, 94],
    [11, 30, 14],
    [14, -10, 13],
    [13, -30, 10],
  ])('PercentChangeInCapacity: %d and %d %% is %d', (capacity, adjustment, adjusted) => {
    expect(adjust('PercentChangeInCapacity', capacity, adjustment)).toBe(adjusted);
  });

  it('MinAdjustmentMagnitude: 25 percent of 4 is 1, but 2 are added', () => {
    expect(adjust('PercentChangeInCapacity', 4, 25, 2)).toBe(6);
    expect(adjust('PercentChangeInCapacity', 4, -25, 2)).toBe(2);
    expect(adjust('PercentChangeInCapacity', 4, 0, 2)).toBe(4);
  });
});
