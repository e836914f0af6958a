import { count } from '../judgements/judgement.ts';
import { answerSection, type Place } from './answer-section.ts';
import { answersOf, isCommon, type Answer } from './answers.ts';
import { examComparison } from './exam-comparison.ts';
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

/** One of several runs, and what it is for. */
export interface Drill {
  readonly title: string;
  /** @default - it was planned, and has not been run */
  readonly data?: ReportData;
}

type FinishedDrill = Required<Drill>;

/** Whether all drills were run, and passed. */
export const allPassed = (drills: readonly Drill[]): boolean =>
  drills.length > 0 && drills.every(({ data }) => data?.summary.passed === true);

/** Several runs as one page: the verdict over all, each drill at a glance, then one after the other. */
export function renderDrillsReport(drills: readonly Drill[]): string {
  const passed = allPassed(drills);
  const finished = drills.filter(isFinished);
  const runs = finished.map(({ data }) => data);
  const onAws = runs.length > 0 && runs.every(({ summary }) => summary.evidence === 'aws');
  const verdict = {
    passed,
    evidence: onAws ? ('aws' as const) : ('emulated' as const),
    headline: headline(drills),
    facts: runs.length > 0 ? [span(runs)] : [],
  };
  return page(
    `${passed ? 'Passed' : 'Failed'}: ${count(drills.length)} drills`,
    html`${verdictSection(verdict)}
      <section aria-labelledby="glance">
        <h2 id="glance">At a glance</h2>
        ${glanceList(drills.map(drillGlance))}
      </section>
      ${examComparison(runs)} ${finished.map(drillSection)}`,
  );
}

const isFinished = (drill: Drill): drill is FinishedDrill => drill.data !== undefined;

function headline(drills: readonly Drill[]): string {
  const finished = drills.filter(isFinished);
  if (finished.length === 0) return 'No drill was run.';
  if (allPassed(drills)) return `All ${count(drills.length)} drills passed.`;
  const failed = finished.filter(({ data }) => !data.summary.passed);
  const missing = drills.filter((drill) => !isFinished(drill));
  return [...sentenceOn(failed, drills, 'failed'), ...sentenceOn(missing, drills, 'not run')].join(' ');
}

function sentenceOn(some: readonly Drill[], all: readonly Drill[], what: string): string[] {
  if (some.length === 0) return [];
  const titles = some.map(({ title }) => title).join('; ');
  return [
    `${count(some.length)} of ${count(all.length)} drills ${what}: ${titles}${titles.endsWith('?') ? '' : '.'}`,
  ];
}

function span(runs: readonly ReportData[]): string {
  const times = runs.flatMap(({ record }) => [record.startedAt.getTime(), record.endedAt.getTime()]);
  const commits = [...new Set(runs.map(({ summary }) => summary.commit.slice(0, 12)))];
  const [first, last] = [Math.min(...times), Math.max(...times)].map((time) => moment(new Date(time)));
  return `From ${first} to ${last}, commit ${commits.join(', ')}`;
}

const drillId = (title: string) =>
  `drill-${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;

function drillGlance({ title, data }: Drill): Glance {
  if (!data) return { question: title, passed: false, otherwise: 'Not run', sentence: '' };
  const { passed } = data.summary;
  return { question: title, passed, sentence: inShort(answersOf(data)), more: drillId(title) };
}

/** What failed first of all, else what the drill is for. */
function inShort(answers: readonly Answer[]): string {
  const [first] = answers;
  if (!first) return 'Nothing was judged.';
  const own = answers.filter(({ group }) => !isCommon(group));
  const told = first.passed && own.length > 0 ? own : [first];
  return told.map(({ sentence }) => sentence).join(' ');
}

function drillSection({ title, data }: FinishedDrill): Markup {
  const { summary } = data;
  const id = drillId(title);
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
