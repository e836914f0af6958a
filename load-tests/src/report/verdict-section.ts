import { count, percent } from '../judgements/judgement.ts';
import type { Summary } from '../summary/summary.ts';
import { html, type Markup } from './html.ts';
import type { ReportData } from './report-data.ts';
import { status, statusClass } from './status.ts';

const evidenceMeaning: Readonly<Record<Summary['evidence'], string>> = {
  emulated:
    "AWS's control plane was emulated on one machine. The LMS, Redis, PostgreSQL, the load balancer, scaling over time " +
    'and every request were real. Response times are those of a shared machine.',
  aws: 'Measured in an AWS account. Every figure is what CloudWatch and the AWS API reported.',
};

interface Verdict {
  readonly passed: boolean;
  readonly evidence: Summary['evidence'];
  /** The one sentence that says what happened. */
  readonly headline: string;
  /** What was run, where and when. */
  readonly facts: readonly string[];
}

/** The answer first: passed or failed, on what evidence, and the one sentence that says what happened. */
export function verdictSection({ passed, evidence, headline, facts }: Verdict): Markup {
  return html`<header class="verdict ${statusClass(passed)}">
    <p class="evidence"><b>${evidence}</b> ${evidenceMeaning[evidence]}</p>
    <h1>${status(passed)}</h1>
    <p class="headline">${headline}</p>
    ${facts.map((fact) => html`<p class="facts">${fact}</p>`)}
  </header>`;
}

/** Stage, workload, commit, time: what a run was. */
export function factsOf({ summary, record }: ReportData): string {
  const { stage, environmentSuffix, workload, commit } = summary;
  const { terraformVersion, awsProviderVersion } = record.outputs;
  const minutes = Math.round((record.endedAt.getTime() - record.startedAt.getTime()) / 6000) / 10;
  return (
    `Stage ${stage}, suffix ${environmentSuffix}, workload ${workload}, commit ${commit.slice(0, 12)}, ` +
    `${moment(record.startedAt)}, ${minutes} min of load, ` +
    `deployed with Terraform ${terraformVersion} and AWS provider ${awsProviderVersion}`
  );
}

/** What the run's figures are compared with. */
export function comparisonOf({ previous, record }: ReportData): string {
  if (!previous)
    return `The first run of this workload with ${count(record.sessions)} students here: there is nothing to compare it with`;
  const verdict = previous.passed ? 'passed' : 'failed';
  return `Compared with the run before: ${moment(previous.startedAt)}, commit ${previous.commit.slice(0, 12)}, ${verdict}`;
}

/** What happened, in a sentence or two. */
export function headlineOf(summary: Summary): string {
  const { sessions, requests, scaling, loadGenerator, assertions, passed } = summary;
  const students = `${count(sessions.peak)} students were signed in at once`;
  const lost =
    sessions.lost === null
      ? ''
      : sessions.lost === 0
        ? ', none lost the session'
        : `, ${count(sessions.lost)} lost the session`;
  const errors = requests
    ? `, ${percent(requests.errorRate)} of ${count(requests.total)} requests failed`
    : '';
  const grew =
    scaling.minTasks !== null && scaling.peakTasks !== null && scaling.peakTasks > scaling.minTasks
      ? `. The service grew from ${scaling.minTasks} to ${scaling.peakTasks} tasks`
      : '';
  const failed = assertions.filter((assertion) => !assertion.passed).length;
  const bottleneck = loadGenerator.bottleneck
    ? ' The load generator was the bottleneck: students waited for it, not for the LMS.'
    : '';
  const verdict = passed ? '' : ` ${failed} of ${assertions.length} assertions failed.`;
  return `${students}${lost}${errors}${grew}.${bottleneck}${verdict}`;
}

/** To the minute: `2026-11-23 20:00 UTC`. */
export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
