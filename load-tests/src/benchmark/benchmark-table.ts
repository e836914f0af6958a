import type { PartUsage } from './part-usage.ts';

/** What was measured with one number of students. */
export interface Measured {
  readonly sessions: number;
  /** Of the phase in which all students were signed in. */
  readonly usage: readonly PartUsage[];
  /** CPU time of the whole machine that nobody used, in percent, over the whole run. */
  readonly idleCpuPercent: number;
  readonly bytesPerSession: number | null;
  /** Milliseconds of a session operation, in the worst minute. */
  readonly sessionP99Ms: number | null;
  /** Milliseconds of a student's request, over the whole run. */
  readonly requestP95Ms: number | null;
  /** Milliseconds while all students are there, as k6 and as the witness have it. */
  readonly steadyP95Ms: number | null;
  readonly witnessP95Ms: number | null;
  readonly errorRate: number | null;
}

/** The number of students that the goals are for. */
const SESSIONS_OF_GOALS = 10_000;

interface Row {
  readonly name: string;
  readonly cell: (measured: Measured) => string;
  readonly goal?: { readonly text: string; readonly met: (measured: Measured) => boolean };
}

/** A column for each number of students; what was measured there, and whether it met the goals for 10,000. */
export function benchmarkTable(all: readonly Measured[]): string[][] {
  const parts = all[0]?.usage.map(({ part }) => part) ?? [];
  const rows = [...parts.map(partRow), systemRow, busiestTaskRow, ...otherRows];
  const header = ['part', ...all.map(({ sessions }) => `${sessions.toLocaleString('en')} students`), 'goal'];
  return [header, ...rows.map((row) => [row.name, ...all.map(row.cell), verdict(row, all)])];
}

const usage = (cores: number, mib: number) =>
  `${cores.toFixed(2)} cores, ${Math.round(mib).toLocaleString('en')} MiB`;

const partOf = ({ usage }: Measured, part: string) => usage.find((one) => one.part === part);

const total = ({ usage }: Measured, of: 'cores' | 'peakMiB') =>
  usage.reduce((sum, part) => sum + part[of], 0);

const figure = (value: number | null, unit: string) => (value === null ? 'not measured' : `${value} ${unit}`);

const agree = (one: number, other: number) => Math.max(one, other) <= 2 * Math.min(one, other);

const partRow = (part: string): Row => ({
  name: part,
  cell: (measured) => {
    const { processes = 0, cores = 0, peakMiB = 0 } = partOf(measured, part) ?? {};
    return part === 'LMS tasks' ? `${usage(cores, peakMiB)} (${processes})` : usage(cores, peakMiB);
  },
});

const systemRow: Row = {
  name: 'the whole system',
  cell: (measured) => usage(total(measured, 'cores'), total(measured, 'peakMiB')),
  goal: { text: '≤ 1.4 cores', met: (measured) => total(measured, 'cores') <= 1.4 },
};

const busiestTaskRow: Row = {
  name: 'busiest LMS task',
  cell: (measured) => `${(partOf(measured, 'LMS tasks')?.busiestCores ?? 0).toFixed(2)} cores`,
};

const otherRows: readonly Row[] = [
  { name: 'machine idle', cell: ({ idleCpuPercent }) => `${idleCpuPercent} %` },
  { name: 'Redis memory per session', cell: ({ bytesPerSession }) => figure(bytesPerSession, 'bytes') },
  {
    name: 'session operation, p99 of the worst minute',
    cell: ({ sessionP99Ms }) => figure(sessionP99Ms, 'ms'),
    goal: {
      text: '≤ 2 ms on an idle machine',
      met: ({ sessionP99Ms }) => sessionP99Ms !== null && sessionP99Ms <= 2,
    },
  },
  {
    name: 'request, p95',
    cell: ({ requestP95Ms }) => figure(requestP95Ms, 'ms'),
    goal: { text: '≤ 50 ms', met: ({ requestP95Ms }) => requestP95Ms !== null && requestP95Ms <= 50 },
  },
  {
    name: 'request while all are there, p95 of k6 and of the witness',
    cell: ({ steadyP95Ms, witnessP95Ms }) => `${figure(steadyP95Ms, 'ms')}, ${figure(witnessP95Ms, 'ms')}`,
    goal: {
      text: 'within a factor of 2',
      met: ({ steadyP95Ms, witnessP95Ms }) =>
        steadyP95Ms !== null && witnessP95Ms !== null && agree(steadyP95Ms, witnessP95Ms),
    },
  },
  { name: 'requests that failed', cell: ({ errorRate }) => figure(errorRate && errorRate * 100, '%') },
];

function verdict({ goal }: Row, all: readonly Measured[]): string {
  const measured = all.find(({ sessions }) => sessions === SESSIONS_OF_GOALS);
  if (!goal) return '';
  return measured ? `${goal.text}: ${goal.met(measured) ? 'met' : 'missed'}` : goal.text;
}
