import type { AlarmRule, AlarmState, ComparisonOperator, Datapoint } from './metric-alarm.ts';

/** How many periods beyond those of the rule are searched for datapoints, as in the tables of AWS's document. */
const extraPeriods = 2;

/** A period may be published this long after its end; until then its datapoint is not missing. */
const longestPublishingDelayMs = 30_000;

const comparisons: Record<ComparisonOperator, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/** Start of the oldest period that `evaluateAlarm` looks at. */
export function evaluationStart({ periodSeconds, evaluationPeriods }: AlarmRule, now: Date): Date {
  const periodMs = periodSeconds * 1000;
  const current = Math.floor(now.getTime() / periodMs);
  return new Date((current - evaluationPeriods - extraPeriods - 1) * periodMs);
}

/**
 * State of an alarm by the datapoints of its metric: M out of N, with missing data treated as asked.
 * Amazon CloudWatch User Guide, "Evaluating an alarm" and "Configuring how CloudWatch alarms treat missing data":
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 *
 * @returns the state, or undefined where the document says that the alarm keeps the state that it has
 */
export function evaluateAlarm(
  rule: AlarmRule,
  datapoints: readonly Datapoint[],
  now: Date,
): AlarmState | undefined {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const range = evaluationRange(rule, datapoints, now);
  const evaluated = range.filter((value) => value !== undefined).slice(0, evaluationPeriods);
  const breaching = evaluated.filter((value) => breaches(rule, value)).length;
  const toFill = evaluationPeriods - evaluated.length;
  const filled = treatMissingData === 'breaching' ? breaching + toFill : breaching;
  if (filled >= datapointsToAlarm) return 'ALARM';
  const undecided = toFill > 0 && breaching === evaluated.length;
  if (!undecided || treatMissingData === 'breaching' || treatMissingData === 'notBreaching') return 'OK';
  if (treatMissingData === 'ignore') return undefined;
  if (evaluated.length === 0) return 'INSUFFICIENT_DATA';
  // "Avoiding premature transitions": too few datapoints alarm only if the oldest one is old enough.
  const oldest = range.findLastIndex((value) => value !== undefined);
  return oldest >= datapointsToAlarm - 1 ? 'ALARM' : undefined;
}

export function breaches({ comparisonOperator, threshold }: AlarmRule, value: number): boolean {
  return comparisons[comparisonOperator](value, threshold);
}

/** Values of the latest whole periods, newest first; undefined where a datapoint is missing. */
function evaluationRange(
  { periodSeconds, evaluationPeriods }: AlarmRule,
  datapoints: readonly Datapoint[],
  now: Date,
): (number | undefined)[] {
  const periodMs = periodSeconds * 1000;
  const values = new Map(
    datapoints.map(({ timestamp, value }) => [Math.floor(timestamp.getTime() / periodMs), value]),
  );
  const current = Math.floor(now.getTime() / periodMs);
  const publishingDelayMs = Math.min(longestPublishingDelayMs, periodMs / 2);
  const published = values.has(current - 1) || now.getTime() - current * periodMs >= publishingDelayMs;
  const newest = published ? current - 1 : current - 2;
  return Array.from({ length: evaluationPeriods + extraPeriods }, (_, age) => values.get(newest - age));
}
