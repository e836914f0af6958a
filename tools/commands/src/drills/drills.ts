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
