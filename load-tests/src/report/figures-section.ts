import { count, percent } from '../judgements/judgement.ts';
import { html, type Markup } from './html.ts';
import type { ReportData } from './report-data.ts';

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** The summary's figures, large enough to be read from a distance. */
export function figuresSection(data: ReportData): Markup {
  return html`<section aria-labelledby="figures">
    <h2 id="figures">In figures</h2>
    <dl class="figures">
      ${figuresOf(data).map(
        ({ label, value, note }) =>
          html`<div>
            <dt>${label}</dt>
            <dd><b>${value}</b> <span>${note}</span></dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function figuresOf({ summary, record }: ReportData): Figure[] {
  const { sessions, requests, scaling, redis, loadGenerator } = summary;
  return [
    { label: 'Students at once', value: count(sessions.peak), note: `of ${count(record.sessions)} wanted` },
    { label: 'Sessions lost', value: orDash(sessions.lost), note: '0 allowed' },
    {
      label: 'Errors',
      value: requests ? percent(requests.errorRate) : '–',
      note: 'at most 0.1 % allowed',
    },
    {
      label: 'Requests',
      value: requests ? count(requests.total) : '–',
      note: requests ? `${count(Math.round(requests.perSecond))} a second on average` : 'not measured',
    },
    {
      label: 'Response time',
      value: requests ? `${ms(requests.p95Ms)} p95` : '–',
      note: requests ? `p50 ${ms(requests.p50Ms)}, p99 ${ms(requests.p99Ms)}` : 'not measured',
    },
    {
      label: 'Tasks',
      value: `${orDash(scaling.minTasks)} to ${orDash(scaling.peakTasks)}`,
      note: 'fewest and most running',
    },
    {
      label: 'Until the scaling decision',
      value: seconds(scaling.secondsToDecision),
      note: 'from the first minute above the target; AWS needs three',
    },
    {
      label: 'Until healthy capacity',
      value: seconds(scaling.secondsToHealthyCapacity),
      note: 'from the decision',
    },
    {
      label: 'Session work in Redis',
      value: redis.p99Ms === null ? '–' : `${ms(redis.p99Ms)} p99`,
      note: `worst minute; ${orDash(redis.bytesPerSession)} bytes a session, ${orDash(redis.connections)} connections`,
    },
    {
      label: 'Load generator',
      value: `${count(loadGenerator.cpuCores)} cores`,
      note: `${count(loadGenerator.peakRssMiB)} MiB; machine ${count(Math.round(loadGenerator.idleCpuPercent))} % idle`,
    },
  ];
}

function orDash(value: number | null): string {
  return value === null ? '–' : count(value);
}

function seconds(value: number | null): string {
  return value === null ? '–' : `${count(value)} s`;
}

function ms(value: number): string {
  if (value >= 1000) return `${count(Math.round(value / 100) / 10)} s`;
  return `${count(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10)} ms`;
}
