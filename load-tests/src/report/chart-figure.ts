import { count } from '../judgements/judgement.ts';
import type { Chart, LineStyle } from './charts/index.ts';
import { drawChart, type ChartSize } from './draw-chart.ts';
import { heading, html, type Level, type Markup } from './html.ts';
import type { TimeAxis } from './time-axis.ts';

/** For a screen and for paper, and for a phone: the style sheet shows one of them. */
const wide: ChartSize = { width: 960, height: 170, marginLeft: 56, ticks: 10 };
const narrow: ChartSize = { width: 350, height: 170, marginLeft: 42, ticks: 6 };

const sources: Readonly<Record<Chart['source'], string>> = {
  CloudWatch: 'CloudWatch, every minute',
  k6: 'k6, every 2 s',
  probe: 'a probe, ten writes a second',
};

/** A chart with its legend, and the data behind it as a table. */
export function chartFigure(chart: Chart, axis: TimeAxis, level: Level): Markup {
  const { title, unit, source, lines } = chart;
  const empty = lines.every(({ series }) => series.length === 0);
  return html`<figure>
    <figcaption>
      ${heading(level, title)}
      <p class="unit">${unit} <span>(${sources[source]})</span></p>
      ${lines.length > 1 && !empty ? legend(chart) : html``}
    </figcaption>
    ${empty ? html`<p class="no-data">${source} holds no datapoint.</p>` : drawing(chart, axis)}
  </figure>`;
}

function drawing(chart: Chart, axis: TimeAxis): Markup {
  return html`<div class="wide">${drawChart(chart, axis, wide)}</div>
    <div class="narrow">${drawChart(chart, axis, narrow)}</div>
    ${dataTable(chart)}`;
}

function legend({ lines }: Chart): Markup {
  return html`<ul class="legend">
    ${lines.map(({ label, style }) => html`<li>${lineSample(style)} ${label}</li>`)}
  </ul>`;
}

function lineSample(style: LineStyle): Markup {
  return html`<svg class="sample ${style}" width="26" height="8" aria-hidden="true">
    <line x1="0" y1="4" x2="26" y2="4"></line>
  </svg>`;
}

/** The closing tags that HTML lets one leave out are left out: a long run has thousands of cells. */
function dataTable({ title, source, lines }: Chart): Markup {
  const times = [...new Set(lines.flatMap(({ series }) => series.map(({ at }) => at.getTime())))].sort(
    (left, right) => left - right,
  );
  const values = lines.map(({ series }) => new Map(series.map(({ at, value }) => [at.getTime(), value])));
  const digits = source === 'CloudWatch' ? 16 : 19;
  const row = (time: number) =>
    html`<tr>
      <th scope="row">
        ${new Date(time).toISOString().slice(11, digits)}${values.map((at) => cell(at.get(time)))}
      </th>
    </tr>`;
  return html`<details>
    <summary>Data<span class="hidden"> of ${title}</span></summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Time (UTC)</th>
          ${lines.map(({ label }) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${times.map(row)}
      </tbody>
    </table>
  </details>`;
}

function cell(value: number | undefined): Markup {
  return html`<td>${value === undefined ? '–' : count(value)}</td>`;
}
