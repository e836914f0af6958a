import type { StandardUnit } from '@aws-sdk/client-cloudwatch';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type ComparisonOperator =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanOrEqualToThreshold'
  | 'LessThanThreshold';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** A metric as an alarm watches it. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
  /** Such as `Average` or `p99`. */
  readonly statistic: string;
  readonly unit?: StandardUnit;
}

/** One period of a metric. */
export interface Datapoint {
  /** Start of the period. */
  readonly timestamp: Date;
  readonly value: number;
}

/** When an alarm is in which state. */
export interface AlarmRule {
  readonly periodSeconds: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
  /** N of "M out of N". */
  readonly evaluationPeriods: number;
  /** M of "M out of N". */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

/** An alarm on one metric, as CloudWatch keeps it. */
export interface MetricAlarm {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** ARNs of what the alarm does when it enters ALARM; empty while its actions are disabled. */
  readonly alarmActions: readonly string[];
  readonly metric: WatchedMetric;
  readonly rule: AlarmRule;
}
