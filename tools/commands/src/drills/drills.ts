/** One question about the deployed system, and the workload that answers it. */
export interface Drill {
  /** The workload's name. */
  readonly id: string;
  readonly title: string;
  /** Takes more than ten minutes: only with `--nightly`. @default false */
  readonly nightly?: boolean;
}

/** In the order in which they are run. */
export const drills: readonly Drill[] = [
  { id: 'failover', title: 'Do sessions and answers survive when Redis fails over?' },
  { id: 'session-stores', title: 'Does Redis make session work faster than PostgreSQL?' },
  { id: 'sessions', title: 'Does CPU add tasks in time?' },
  { id: 'memory', title: 'Does memory add tasks when CPU does not?' },
  { id: 'exam-start-unprepared', title: 'What does an exam start do to a service that is not prepared?' },
  { id: 'exam-start-burst', title: 'Does the burst policy follow an exam start?' },
  { id: 'exam-start', title: 'Does scheduled capacity carry an exam start?' },
  { id: 'task-loss', title: 'Are tasks replaced that are killed or stopped, and is no session lost?' },
  { id: 'rollout', title: 'Can a new revision be rolled out while students work?' },
  { id: 'bad-rollout', title: 'Is a revision taken back that cannot work, without a student noticing?' },
  { id: 'zone-loss', title: 'Does the loss of a zone go unnoticed by the students?' },
  { id: 'rollout', title: 'Can a new version be rolled out while everybody works?' },
  { id: 'bad-rollout', title: 'Is a bad version rolled back while everybody works?' },
  { id: 'zone-loss', title: 'Does the service survive the loss of a zone?' },
  { id: 'task-loss', title: 'Does anybody notice when tasks are lost?' },
  { id: 'scale-in', title: 'Are tasks taken away without harm?', nightly: true },
];

export interface Selection {
  /** @default - those that have not passed through yet */
  readonly only?: readonly string[];
  readonly nightly?: boolean;
}

/** Which drills are to be run: those that were asked for, else those that are not done yet. */
export function select(
  all: readonly Drill[],
  { only, nightly = false }: Selection,
  done: readonly string[],
): Drill[] {
  if (only) return all.filter(({ id }) => only.includes(id));
  return all.filter((drill) => (nightly || !drill.nightly) && !done.includes(drill.id));
}
