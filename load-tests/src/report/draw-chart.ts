import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { count } from '../judgements/judgement.ts';
import { maxOf, type Point } from '../metrics/series.ts';
import type { Chart, Line, LineStyle } from './charts.ts';
import type { ReportEvent } from './events.ts';
import { Markup } from './html.ts';

/** What all charts of a report share, so that a moment is at the same place in each. */
export interface TimeAxis {
  readonly start: Date;
  readonly end: Date;
  /** Where minute zero is. */
  readonly origin: Date;
  readonly events: readonly ReportEvent[];
}

const MINUTE_MS = 60_000;

const strokes: Readonly<Record<LineStyle, { stroke: string; strokeDasharray?: string }>> = {
  first: { stroke: 'var(--line-first)' },
  second: { stroke: 'var(--line-second)', strokeDasharray: '7 3' },
  third: { stroke: 'var(--line-third)', strokeDasharray: '2 3' },
};

/** Draws a chart as static SVG that a screen reader can name and a page can colour. */
export function drawChart(chart: Chart, axis: TimeAxis): Markup {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const values = chart.lines.map(({ series }) => maxOf(series) ?? 0);
  const top = Math.max(...values, ...chart.limits.map(({ value }) => value));
  const figure = Plot.plot({
    document,
    ariaLabel: chart.title,
    ariaDescription: describe(chart),
    width: 920,
    height: 170,
    marginLeft: 56,
    marginRight: 16,
    marginTop: 22,
    marginBottom: 26,
    style: { background: 'none', fontFamily: 'inherit', fontSize: '11px' },
    x: {
      domain: [minutes(axis.start, axis), minutes(axis.end, axis)],
      ticks: 10,
      tickFormat: (value: number) => `${value} min`,
      label: null,
    },
    y: { domain: [0, top === 0 ? 1 : top * 1.12], ticks: 4, grid: true, label: null, tickFormat: count },
    marks: [
      ...eventMarks(axis),
      ...limitMarks(chart, axis),
      ...chart.lines.flatMap((line) => lineMarks(line, axis)),
    ],
  });
  figure.setAttribute('role', 'img');
  return new Markup(figure.outerHTML);
}

function eventMarks(axis: TimeAxis): Plot.Markish[] {
  const x = ({ at }: ReportEvent) => minutes(at, axis);
  return [
    Plot.ruleX(axis.events, { x, stroke: 'var(--event)', strokeWidth: 1 }),
    Plot.text(axis.events, {
      x,
      text: ({ number }: ReportEvent) => String(number),
      frameAnchor: 'top',
      dy: -14,
      fontWeight: 600,
      fill: 'var(--event-text)',
    }),
  ];
}

function limitMarks({ limits }: Chart, axis: TimeAxis): Plot.Markish[] {
  return limits.flatMap(({ label, value }) => [
    Plot.ruleY([value], { stroke: 'var(--limit)', strokeWidth: 1.5, strokeDasharray: '10 4' }),
    Plot.text([label], {
      x: minutes(axis.start, axis),
      y: value,
      text: (text: string) => text,
      textAnchor: 'start',
      dx: 6,
      dy: -7,
      fill: 'var(--limit)',
      stroke: 'var(--surface)',
      strokeWidth: 4,
      fontWeight: 600,
    }),
  ]);
}

function lineMarks({ series, style }: Line, axis: TimeAxis): Plot.Markish[] {
  // A datapoint speaks of a whole minute: it stands in the middle of it.
  const x = ({ at }: Point) => minutes(at, axis) + 0.5;
  const y = ({ value }: Point) => value;
  return [
    Plot.lineY(series, { x, y, strokeWidth: 2, ...strokes[style] }),
    Plot.dot(series, { x, y, r: 2.5, fill: strokes[style].stroke }),
  ];
}

function describe({ unit, lines, limits }: Chart): string {
  const peaks = lines.map(({ label, series }) => {
    const peak = maxOf(series);
    return peak === undefined ? `${label}: no datapoints` : `${label}: highest ${count(peak)}`;
  });
  return [unit, ...peaks, ...limits.map(({ label }) => label)].join('; ');
}

function minutes(at: Date, { origin }: TimeAxis): number {
  return (at.getTime() - origin.getTime()) / MINUTE_MS;
}
