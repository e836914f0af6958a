import { answerId, answerSection, type Place } from './answer-section.ts';
import { answersOf } from './answers.ts';
import { eventList } from './event-list.ts';
import { glanceList } from './glance-list.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import type { ReportData } from './report-data.ts';
import { timeAxisOf } from './time-axis.ts';
import { comparisonOf, factsOf, headlineOf, verdictSection } from './verdict-section.ts';

/** The run as one page: the verdict, the answers at a glance, then each question with its figures and charts. */
export function renderReport(data: ReportData): string {
  const { summary } = data;
  const { passed, evidence } = summary;
  const answers = answersOf(data);
  const place: Place = { axis: timeAxisOf(data), level: 2, prefix: '' };
  const verdict = {
    passed,
    evidence,
    headline: headlineOf(summary),
    facts: [factsOf(data), comparisonOf(data)],
  };
  return page(
    `${passed ? 'Passed' : 'Failed'}: ${summary.workload} on ${summary.stage}`,
    html`${verdictSection(verdict)}
      <section aria-labelledby="glance">
        <h2 id="glance">At a glance</h2>
        ${glanceList(answers.map((answer) => ({ ...answer, more: answerId(answer, place) })))}
      </section>
      <section aria-labelledby="events">
        <h2 id="events">What happened</h2>
        ${eventList(place.axis)}
      </section>
      ${answers.map((answer) => answerSection(answer, data, place))}`,
  );
}
