/** One datapoint; `at` is the start of its one-minute period. */
export interface Point {
  readonly at: Date;
  readonly value: number;
}

/** Datapoints of one metric by time. A minute that CloudWatch does not hold is absent, never zero. */
export type Series = readonly Point[];

export function maxOf(series: Series): number | undefined {
  return series.length === 0 ? undefined : Math.max(...series.map(({ value }) => value));
}

export function minOf(series: Series): number | undefined {
  return series.length === 0 ? undefined : Math.min(...series.map(({ value }) => value));
}

export function sumOf(series: Series): number {
  return series.reduce((sum, { value }) => sum + value, 0);
}

/** Adds up several metrics minute by minute, such as those of each Redis node. */
export function addUp(all: readonly Series[]): Series {
  return combine(all, (left, right) => left + right);
}

/** The largest of several metrics minute by minute. */
export function highest(all: readonly Series[]): Series {
  return combine(all, Math.max);
}

/** Fills in zero where `series` has no datapoint but `reference` has: AWS does not publish error counts of zero. */
export function zeroWhereMissing(series: Series, reference: Series): Series {
  return addUp([series, reference.map(({ at }) => ({ at, value: 0 }))]);
}

function combine(all: readonly Series[], join: (left: number, right: number) => number): Series {
  const byTime = new Map<number, number>();
  for (const { at, value } of all.flat()) {
    const before = byTime.get(at.getTime());
    byTime.set(at.getTime(), before === undefined ? value : join(before, value));
  }
  return [...byTime]
    .sort(([left], [right]) => left - right)
    .map(([at, value]) => ({ at: new Date(at), value }));
}
