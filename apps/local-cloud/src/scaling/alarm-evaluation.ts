/** One period of a metric. */
export interface Datapoint {
  /** Start of the period. */
  readonly timestamp: Date;
  readonly value: number;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmRule {
  readonly breaches: (value: number) => boolean;
  /** Periods of one minute in a row that must breach: N of N. */
  readonly periods: number;
}

/** How many periods beyond those of the rule are searched for datapoints, as in the tables of AWS's document. */
export const extraPeriods = 2;

/** A minute may be published this long after its end; until then its datapoint is not missing. */
const publishingDelayMs = 30_000;

const minuteMs = 60_000;

/**
 * State of an alarm with the default treatment of missing data (`missing`).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 *
 * @returns the state, or undefined where the document says that the alarm keeps the state that it has
 */
export function evaluateAlarm(
  { breaches, periods }: AlarmRule,
  datapoints: readonly Datapoint[],
  now: Date,
): AlarmState | undefined {
  const range = evaluationRange(datapoints, periods + extraPeriods, now);
  const existing = range.filter((value) => value !== undefined);
  if (existing.length === 0) return 'INSUFFICIENT_DATA';
  const evaluated = existing.slice(0, periods);
  if (!evaluated.every(breaches)) return 'OK';
  if (evaluated.length === periods) return 'ALARM';
  // "Avoiding premature transitions": too few datapoints alarm only if the oldest one is old enough.
  const oldest = range.findLastIndex((value) => value !== undefined);
  return oldest >= periods - 1 ? 'ALARM' : undefined;
}

/** Values of the latest whole minutes, newest first; undefined where a datapoint is missing. */
function evaluationRange(
  datapoints: readonly Datapoint[],
  length: number,
  now: Date,
): (number | undefined)[] {
  const values = new Map(
    datapoints.map(({ timestamp, value }) => [Math.floor(timestamp.getTime() / minuteMs), value]),
  );
  const current = Math.floor(now.getTime() / minuteMs);
  const published = values.has(current - 1) || now.getTime() - current * minuteMs >= publishingDelayMs;
  const newest = published ? current - 1 : current - 2;
  return Array.from({ length }, (_, age) => values.get(newest - age));
}
