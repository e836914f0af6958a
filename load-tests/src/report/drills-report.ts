import { count } from '../judgements/judgement.ts';
import { answerSection, type Place } from './answer-section.ts';
import { answersOf, isCommon, type Answer } from './answers.ts';
import { eventList } from './event-list.ts';
import { figureList } from './figure-list.ts';
import { keyFigures } from './figures.ts';
import { glanceList, type Glance } from './glance-list.ts';
import { html, type Markup } from './html.ts';
import { page } from './page.ts';
import type { ReportData } from './report-data.ts';
import { status } from './status.ts';
import { timeAxisOf } from './time-axis.ts';
import { comparisonOf, factsOf, headlineOf, moment, verdictSection } from './verdict-section.ts';

/** A run that is one of several, and what it was for. */
export interface Drill {
  readonly title: string;
  readonly data: ReportData;
}

/** Several runs as one page: the verdict over all, each drill at a glance, then one after the other. */
export function renderDrillsReport(drills: readonly Drill[]): string {
  const passed = drills.length > 0 && drills.every(({ data }) => data.summary.passed);
  const onAws = drills.length > 0 && drills.every(({ data }) => data.summary.evidence === 'aws');
  const verdict = {
    passed,
    evidence: onAws ? ('aws' as const) : ('emulated' as const),
    headline: headline(drills),
    facts: drills.length > 0 ? [span(drills)] : [],
  };
  return page(
    `${passed ? 'Passed' : 'Failed'}: ${count(drills.length)} drills`,
    html`${verdictSection(verdict)}
      <section aria-labelledby="glance">
        <h2 id="glance">At a glance</h2>
        ${glanceList(drills.map(drillGlance))}
      </section>
      ${drills.map(drillSection)}`,
  );
}

function headline(drills: readonly Drill[]): string {
  const failed = drills.filter(({ data }) => !data.summary.passed);
  if (drills.length === 0) return 'No drill was run.';
  if (failed.length === 0) return `All ${count(drills.length)} drills passed.`;
  const titles = failed.map(({ title }) => title).join('; ');
  return `${count(failed.length)} of ${count(drills.length)} drills failed: ${titles}.`;
}

function span(drills: readonly Drill[]): string {
  const times = drills.flatMap(({ data: { record } }) => [
    record.startedAt.getTime(),
    record.endedAt.getTime(),
  ]);
  const commits = [...new Set(drills.map(({ data }) => data.summary.commit.slice(0, 12)))];
  const [first, last] = [Math.min(...times), Math.max(...times)].map((time) => moment(new Date(time)));
  return `From ${first} to ${last}, commit ${commits.join(', ')}`;
}

const drillId = (index: number) => `drill-${index + 1}`;

function drillGlance({ title, data }: Drill, index: number): Glance {
  const { passed } = data.summary;
  const sentence = answersOf(data)[0]?.sentence ?? 'Nothing was judged.';
  return { question: title, passed, sentence, more: drillId(index) };
}

function drillSection({ title, data }: Drill, index: number): Markup {
  const { summary } = data;
  const id = drillId(index);
  const place: Place = { axis: timeAxisOf(data), level: 3, prefix: `${id}-` };
  const { whole, brief } = split(answersOf(data));
  // Its answer has these figures, too.
  const hasLoad = whole.some(({ group }) => group === 'load');
  return html`<section class="drill" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p class="sentence">${status(summary.passed)} ${headlineOf(summary)}</p>
    <p class="facts">${factsOf(data)}</p>
    <p class="facts">${comparisonOf(data)}</p>
    ${hasLoad ? html`` : figureList(keyFigures, data)} ${eventList(place.axis)}
    ${whole.map((answer) => answerSection(answer, data, place))}
    ${brief.length > 0 ? html`<h3>Beside that</h3>` : html``} ${glanceList(brief)}
  </section>`;
}

/** A drill tells the whole of what it is for and of what failed, and in brief what every run tells. */
function split(answers: readonly Answer[]): { readonly whole: Answer[]; readonly brief: Answer[] } {
  const hasOwn = answers.some(({ group }) => !isCommon(group));
  const isBrief = ({ group, passed }: Answer) => hasOwn && isCommon(group) && passed;
  return { whole: answers.filter((answer) => !isBrief(answer)), brief: answers.filter(isBrief) };
}
