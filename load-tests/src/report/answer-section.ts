import type { Answer } from './answers.ts';
import { assertionTable } from './assertion-table.ts';
import { chartFigure } from './chart-figure.ts';
import { figureList } from './figure-list.ts';
import { below, heading, html, type Level, type Markup } from './html.ts';
import type { ReportData } from './report-data.ts';
import { status } from './status.ts';
import type { TimeAxis } from './time-axis.ts';

/** Where an answer stands in its page. */
export interface Place {
  readonly axis: TimeAxis;
  readonly level: Level;
  /** Tells the runs of a page apart in the ids. */
  readonly prefix: string;
}

/** A question: its answer in a line, the figures, what was asserted, and the charts. */
export function answerSection(answer: Answer, data: ReportData, place: Place): Markup {
  const { question, passed, sentence, figures, assertions, charts } = answer;
  const { axis, level } = place;
  const id = answerId(answer, place);
  return html`<section class="answer" aria-labelledby="${id}">
    ${heading(level, question, id)}
    <p class="sentence">${status(passed)} ${sentence}</p>
    ${figureList(figures, data)} ${assertionTable(assertions)}
    ${charts.map((chart) => chartFigure(chart, axis, below(level)))}
  </section>`;
}

export function answerId({ group }: Answer, { prefix }: Place): string {
  return `${prefix}${group}`;
}
