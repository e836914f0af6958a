import type { Series } from '../../metrics/series.ts';
import type { ReportData } from '../report-data.ts';

/** How a line is told from its neighbours, by colour and by dashes. */
export type LineStyle = 'first' | 'second' | 'third';

export interface Line {
  readonly label: string;
  readonly series: Series;
  readonly style: LineStyle;
}

/** A value that the curves are measured against. */
export interface Limit {
  readonly label: string;
  readonly value: number;
}

export interface Chart {
  readonly title: string;
  readonly unit: string;

  /** Who measured it: a point of CloudWatch speaks of a whole minute, the others of two seconds. */
  readonly source: 'CloudWatch' | 'k6' | 'probe';

  readonly lines: readonly Line[];

  /** @default - none */
  readonly limits?: readonly Limit[];
}

/** Draws up a chart of a run. @returns undefined when it does not apply to the run */
export type ChartOf = (data: ReportData) => Chart | undefined;

export function times(series: Series, factor: number): Series {
  return series.map(({ at, value }) => ({ at, value: value * factor }));
}

/** In percent, for the minutes in which there was anything to take a share of. */
export function shareOf(part: Series, whole: Series): Series {
  return whole
    .filter(({ value }) => value > 0)
    .map(({ at, value }) => ({
      at,
      value: (100 * (part.find((point) => point.at.getTime() === at.getTime())?.value ?? 0)) / value,
    }));
}
