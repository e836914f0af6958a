import type { Dimension, MetricDatum, StandardUnit, StatisticSet } from '@aws-sdk/client-cloudwatch';

/** A datum of a minute that lacks its timestamp. */
export type Measurement = Omit<MetricDatum, 'Timestamp'>;

/** Samples of a minute, aggregated as AWS's services publish them. */
export class Samples {
  private count = 0;
  private sum = 0;
  private minimum = Infinity;
  private maximum = -Infinity;

  add(value: number): void {
    this.count += 1;
    this.sum += value;
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
  }

  /** @returns undefined without a sample */
  statisticValues(): StatisticSet | undefined {
    if (this.count === 0) return undefined;
    return { SampleCount: this.count, Sum: this.sum, Minimum: this.minimum, Maximum: this.maximum };
  }
}

/** `{ ClusterName: 'a' }` as CloudWatch spells it. */
export function dimensions(values: Readonly<Record<string, string>>): Dimension[] {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

export function single(
  MetricName: string,
  Value: number,
  Unit: StandardUnit,
  Dimensions: Dimension[],
): Measurement {
  return { MetricName, Value, Unit, Dimensions };
}
