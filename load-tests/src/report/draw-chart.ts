import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { count } from '../judgements/judgement.ts';
import { maxOf, type Point } from '../metrics/series.ts';
import type { Chart, Limit, Line, LineStyle } from './charts/index.ts';
import { eventLabels, middleOf, textOf } from './event-labels.ts';
import { crowded, type EventKind } from './events.ts';
import { Markup } from './html.ts';
import { clock, minutes, momentAt, ticks, type TimeAxis } from './time-axis.ts';

/** How large a chart is drawn: it is shown at about this size, so that its letters stay legible. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly marginLeft: number;
  /** About how many times are written below it. */
  readonly ticks: number;
}

const MARGIN_RIGHT = 14;
const MARGIN_TOP = 22;

const dashes: Readonly<Record<LineStyle | EventKind, string | undefined>> = {
  first: undefined,
  second: '7 3',
  third: '2 3',
  fault: undefined,
  problem: undefined,
  change: '6 3',
  recovery: '2 2',
  load: '1 4',
};

/** Draws a chart as static SVG that a screen reader can name and a page can colour. */
export function drawChart(chart: Chart, axis: TimeAxis, size: ChartSize): Markup {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const { lines, limits = [] } = chart;
  const top = Math.max(...lines.map(({ series }) => maxOf(series) ?? 0), ...limits.map(({ value }) => value));
  const figure = Plot.plot({
    document,
    ariaLabel: chart.title,
    ariaDescription: describe(chart),
    width: size.width,
    height: size.height,
    marginLeft: size.marginLeft,
    marginRight: MARGIN_RIGHT,
    marginTop: MARGIN_TOP,
    marginBottom: 26,
    style: { fontSize: '11px' },
    x: {
      domain: [minutes(axis.start, axis), minutes(axis.end, axis)],
      ticks: ticks(axis, size.ticks).map((at) => minutes(at, axis)),
      tickFormat: (value: number) => clock(momentAt(value, axis), axis),
      label: null,
    },
    y: {
      domain: [0, top === 0 ? 1 : top * 1.12],
      ticks: 4,
      tickSize: 0,
      grid: true,
      label: null,
      tickFormat: count,
    },
    marks: [
      ...eventMarks(axis, size),
      ...lines.flatMap((line) => lineMarks(line, chart, axis)),
      ...limits.flatMap((limit) => limitMarks(limit, axis)),
    ],
  });
  figure.setAttribute('role', 'img');
  figure.querySelector('style')?.remove();
  // The image has a name: what it consists of is nobody's business.
  for (const part of figure.querySelectorAll('g')) part.removeAttribute('aria-label');
  return new Markup(shorten(figure.outerHTML));
}

/** Tenths of a pixel are all that can be seen, and take a third of the space. */
function shorten(svg: string): string {
  return svg.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

function eventMarks(axis: TimeAxis, { width, marginLeft }: ChartSize): Plot.Markish[] {
  const { events, start, end } = axis;
  const pixelsPerMs = (width - marginLeft - MARGIN_RIGHT) / (end.getTime() - start.getTime());
  const labels = eventLabels(events, (at) => (at.getTime() - start.getTime()) * pixelsPerMs);
  return [
    ...[...new Set(events.map(({ kind }) => kind))].map((kind) =>
      Plot.ruleX(
        events.filter((event) => event.kind === kind).map(({ at }) => minutes(at, axis)),
        {
          stroke: `var(--${kind})`,
          strokeDasharray: dashes[kind],
          // Many moments must not hide the curve.
          strokeOpacity: crowded(events) ? 0.5 : 1,
        },
      ),
    ),
    Plot.text(labels, {
      x: (label) => minutes(new Date(start.getTime() + middleOf(label) / pixelsPerMs), axis),
      text: textOf,
      frameAnchor: 'top',
      dy: -14,
      fontWeight: 600,
      fill: 'var(--muted)',
    }),
  ];
}

function limitMarks({ label, value }: Limit, axis: TimeAxis): Plot.Markish[] {
  return [
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
  ];
}

function lineMarks({ series, style }: Line, { source }: Chart, axis: TimeAxis): Plot.Markish[] {
  // A datapoint of CloudWatch speaks of a whole minute: it stands in the middle of it.
  const isOfMinute = source === 'CloudWatch';
  const middle = isOfMinute ? 0.5 : 0;
  const x = ({ at }: Point) => minutes(at, axis) + middle;
  const y = ({ value }: Point) => value;
  const stroke = `var(--line-${style})`;
  const strokeWidth = isOfMinute ? 2 : 1.5;
  const line = Plot.lineY(series, { x, y, stroke, strokeWidth, strokeDasharray: dashes[style] });
  return isOfMinute ? [line, Plot.dot(series, { x, y, r: 2.5, fill: stroke })] : [line];
}

function describe({ unit, lines, limits = [] }: Chart): string {
  const peaks = lines.map(({ label, series }) => {
    const peak = maxOf(series);
    return peak === undefined ? `${label}: no datapoints` : `${label}: highest ${count(peak)}`;
  });
  return [unit, ...peaks, ...limits.map(({ label }) => label)].join('; ');
}
