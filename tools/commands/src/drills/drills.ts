/** One question about the deployed system, and the workload that answers it. */
export interface Drill {
  /** The workload's name. */
  readonly id: string;
  readonly title: string;
  /** Only with `--nightly`. @default false */
  readonly nightly?: boolean;
}

/**
 * In the order in which they are run. Those that begin with the fewest tasks and leave them so come first, then those that do not mind
 * what the last one has left: bringing the service back takes most of a minute. Those of a day take an hour, the deploy included.
 */
export const drills: readonly Drill[] = [
  { id: 'session-stores', title: 'Is session work faster in Redis than in PostgreSQL?' },
  { id: 'memory', title: 'Does memory add tasks when CPU does not?' },
  { id: 'failover', title: 'Do sessions and answers survive when Redis fails over?' },
  { id: 'disruptions', title: 'Do rollouts, lost tasks and a lost zone go unnoticed by the students?' },
  { id: 'exam-start', title: 'Does scheduled capacity carry an exam start?' },
  { id: 'exam-start-burst', title: 'Does the burst policy follow an exam start?' },
  { id: 'exam-start-unprepared', title: 'What does an exam start do to an unprepared service?' },
  { id: 'sessions', title: 'Does CPU add tasks in time?', nightly: true },
  { id: 'scale-in', title: 'Are tasks taken away without harm?', nightly: true },
];

export interface Selection {
  /** @default - those that have not passed yet */
  readonly only?: readonly string[];
  readonly nightly?: boolean;
}

/** Which drills are to be run: those that were asked for, else those that have not passed yet, else all over again. */
export function select(
  all: readonly Drill[],
  { only, nightly = false }: Selection,
  passed: readonly string[],
): Drill[] {
  if (only) return all.filter(({ id }) => only.includes(id));
  const planned = all.filter((drill) => nightly || !drill.nightly);
  const left = planned.filter(({ id }) => !passed.includes(id));
  return left.length > 0 ? left : planned;
}
