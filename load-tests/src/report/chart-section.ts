import { count } from '../judgements/judgement.ts';
import type { Chart, LineStyle } from './charts.ts';
import { drawChart, type TimeAxis } from './draw-chart.ts';
import { html, type Markup } from './html.ts';

/** All charts one below the other on one time axis, with the key to the marked moments. */
export function chartSection(charts: readonly Chart[], axis: TimeAxis): Markup {
  return html`<section aria-labelledby="charts">
    <h2 id="charts">Over time</h2>
    <p>From CloudWatch, one point a minute. Minute 0 is when the first student arrives.</p>
    ${eventKey(axis)} ${charts.map((chart) => chartFigure(chart, axis))}
  </section>`;
}

function eventKey({ events, origin }: TimeAxis): Markup {
  const clock = (at: Date) => {
    const seconds = Math.round((at.getTime() - origin.getTime()) / 1000);
    const distance = Math.abs(seconds);
    const minutes = Math.floor(distance / 60);
    return `${seconds < 0 ? '-' : ''}${minutes}:${String(distance % 60).padStart(2, '0')}`;
  };
  return html`<ol class="events">
    ${events.map(({ at, label }) => html`<li><b>${clock(at)}</b> ${label}</li>`)}
  </ol>`;
}

function chartFigure(chart: Chart, axis: TimeAxis): Markup {
  const empty = chart.lines.every(({ series }) => series.length === 0);
  return html`<figure>
    <figcaption>
      <h3>${chart.title} <span class="unit">${chart.unit}</span></h3>
      ${chart.lines.length > 1 ? legend(chart) : html``}
    </figcaption>
    ${empty ? html`<p class="no-data">CloudWatch holds no datapoint.</p>` : drawChart(chart, axis)}
    ${empty ? html`` : dataTable(chart)}
  </figure>`;
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

function dataTable({ title, lines }: Chart): Markup {
  const times = [...new Set(lines.flatMap(({ series }) => series.map(({ at }) => at.getTime())))].sort(
    (left, right) => left - right,
  );
  const valueAt = (index: number, time: number) =>
    lines[index]?.series.find(({ at }) => at.getTime() === time)?.value;
  return html`<details>
    <summary>Data<span class="hidden"> of ${title}</span></summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Minute (UTC)</th>
          ${lines.map(({ label }) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${times.map(
          (time) =>
            html`<tr>
              <th scope="row">${new Date(time).toISOString().slice(11, 16)}</th>
              ${lines.map((_, index) => {
                const value = valueAt(index, time);
                return html`<td>${value === undefined ? '–' : count(value)}</td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
