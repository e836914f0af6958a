import { change, figureAt, formatted, labelOf, textOf, type Figure } from './figure.ts';
import { html, type Markup } from './html.ts';
import type { ReportData } from './report-data.ts';

/** Figures with their limits and what they were before, large enough to be read from a distance. */
export function figureList(figures: readonly Figure[], data: ReportData): Markup {
  if (figures.length === 0) return html``;
  return html`<dl class="figures">${figures.map((figure) => figureItem(figure, data))}</dl>`;
}

function figureItem(figure: Figure, data: ReportData): Markup {
  const { path, unit, limit, note } = figure;
  const value = figureAt(data.summary, path);
  const measured = typeof value === 'number';
  const allowed = textOf(limit, data);
  return html`<div>
    <dt>${labelOf(figure, data)}</dt>
    <dd>
      <b>${measured ? formatted(value, unit) : '–'}</b> ${line('limit', allowed && `limit: ${allowed}`)}
      ${line('note', measured ? textOf(note, data) : 'nothing measured')}
      ${line('before', comparison(figure, data))}
    </dd>
  </div>`;
}

function line(name: string, text: string | undefined): Markup {
  return text ? html`<span class="${name}">${text}</span>` : html``;
}

/** @returns undefined when there is no run before, or it had no such figure */
function comparison({ path, unit }: Figure, { summary, previous }: ReportData): string | undefined {
  const [now, before] = [figureAt(summary, path), figureAt(previous?.summary, path)];
  if (before === undefined) return undefined;
  if (typeof now === 'number' && before !== null) return change(now, before, unit);
  return `before: ${formatted(before, unit)}`;
}
