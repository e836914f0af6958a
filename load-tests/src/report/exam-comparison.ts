import { readFigure } from './figure.ts';
import { html, type Markup } from './html.ts';
import type { ReportData } from './report-data.ts';

/** The ways to meet an exam that all start at once, by their workloads. */
const ways = {
  'exam-start': 'Scheduled capacity',
  'exam-start-burst': 'Burst policy',
  'exam-start-unprepared': 'No preparation',
} as const;

type Way = keyof typeof ways;

interface Row {
  readonly label: string;
  readonly says: (data: ReportData, way: Way) => string;
}

const rows: readonly Row[] = [
  {
    label: 'Requests that failed in the exam',
    says: (data, way) =>
      `${readFigure(data, `figures.${way}.requestsFailed`)} of ${readFigure(data, `figures.${way}.requests`)}`,
  },
  {
    label: 'Tasks when the exam starts',
    says: (data, way) => readFigure(data, `figures.${way}.tasksAtStart`),
  },
  { label: 'More capacity is healthy', says: capacity },
  {
    label: 'Task-seconds',
    says: (data, way) =>
      `${readFigure(data, `figures.${way}.taskSeconds`)}, ideal ${readFigure(data, `figures.${way}.idealTaskSeconds`)}`,
  },
  {
    label: 'Response time, p50 and p99 of the run',
    says: (data) =>
      data.summary.loadGenerator.bottleneck
        ? 'not measured: the load generator was the bottleneck'
        : `${readFigure(data, 'requests.p50Ms', 'ms')}, ${readFigure(data, 'requests.p99Ms', 'ms')}`,
  },
];

function capacity(data: ReportData, way: Way): string {
  const seconds = (name: 'secondsHealthyAhead' | 'secondsToHealthyBurst') =>
    readFigure(data, `figures.${way}.${name}`, 's');
  if (way === 'exam-start') return `${seconds('secondsHealthyAhead')} before the exam`;
  if (way === 'exam-start-burst') return `${seconds('secondsToHealthyBurst')} after the tasks are full`;
  const { secondsToDecision: decided, secondsToHealthyCapacity: healthy } = data.summary.scaling;
  if (decided === null || healthy === null) return 'not measured';
  return `${decided + healthy} s after the first minute above the target begins`;
}

/** The same exam met in different ways, side by side; nothing where fewer than two of them were run. */
export function examComparison(runs: readonly ReportData[]): Markup {
  const compared = (Object.keys(ways) as Way[]).flatMap((way) => {
    const data = runs.find(({ summary }) => summary.workload === way);
    return data ? [{ way, data }] : [];
  });
  if (compared.length < 2) return html``;
  return html`<section aria-labelledby="exam-starts">
    <h2 id="exam-starts">One exam, met in ${compared.length} ways</h2>
    <table class="listing">
      <thead>
        <tr>
          <td></td>
          ${compared.map(({ way }) => html`<th scope="col">${ways[way]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ label, says }) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${compared.map(({ way, data }) => html`<td data-label="${ways[way]}">${says(data, way)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
