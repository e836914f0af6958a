import { count, percent } from '../judgements/judgement.ts';
import type { Summary } from '../summary/summary.ts';
import { html, type Markup } from './html.ts';
import type { ReportData } from './report-data.ts';

const evidenceMeaning: Readonly<Record<Summary['evidence'], string>> = {
  emulated:
    "AWS's control plane was emulated on one machine. The LMS, Redis, PostgreSQL, the load balancer, scaling over time " +
    'and every request were real. Response times are those of a shared machine.',
  aws: 'Measured in an AWS account. Every figure is what CloudWatch and the AWS API reported.',
};

/** The answer first: passed or failed, on what evidence, and the one sentence that says what happened. */
export function verdictSection({ summary, record }: ReportData): Markup {
  const { passed, evidence, stage, environmentSuffix, workload, commit } = summary;
  const minutes = Math.round((record.endedAt.getTime() - record.startedAt.getTime()) / 6000) / 10;
  return html`<header class="verdict ${passed ? 'passed' : 'failed'}">
    <p class="evidence"><b>${evidence}</b> ${evidenceMeaning[evidence]}</p>
    <h1>${statusIcon(passed)} ${passed ? 'Passed' : 'Failed'}</h1>
    <p class="headline">${headline(summary)}</p>
    <p class="facts">
      Stage ${stage}, suffix ${environmentSuffix}, workload ${workload}, commit ${commit.slice(0, 12)},
      ${record.startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${minutes} min of load
    </p>
  </header>`;
}

/** A shape of its own for each status, so that colour is never the only sign. */
export function statusIcon(passed: boolean): Markup {
  return passed
    ? html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="9"></circle>
        <path d="M5.5 10.5 9 14 14.5 6.8"></path>
      </svg>`
    : html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path class="shape" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"></path>
        <path d="M6.8 6.8 13.2 13.2M13.2 6.8 6.8 13.2"></path>
      </svg>`;
}

function headline({ sessions, requests, scaling, assertions, passed }: Summary): string {
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
  return `${students}${lost}${errors}${grew}.${passed ? '' : ` ${failed} of ${assertions.length} assertions failed.`}`;
}
