import { windowOf } from '../run/window.ts';
import { assertionsSection } from './assertions-section.ts';
import { chartSection } from './chart-section.ts';
import { chartsOf } from './charts.ts';
import { eventsOf } from './events.ts';
import { figuresSection } from './figures-section.ts';
import { html, Markup } from './html.ts';
import type { ReportData } from './report-data.ts';
import { styles } from './styles.ts';
import { verdictSection } from './verdict-section.ts';

/** The run as one self-contained page: no script, and no request to anywhere. */
export function renderReport(data: ReportData): string {
  const { summary, record } = data;
  const { start, end } = windowOf(record.startedAt, record.endedAt);
  const axis = { start, end, origin: record.startedAt, events: eventsOf(data) };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${summary.passed ? 'Passed' : 'Failed'}: ${summary.workload} on ${summary.stage}</title>
        <style>
          ${new Markup(styles)}
        </style>
      </head>
      <body>
        <main>
          ${verdictSection(data)} ${figuresSection(data)} ${assertionsSection(summary.assertions)}
          ${chartSection(chartsOf(data), axis)}
        </main>
      </body>
    </html>`.text;
}
