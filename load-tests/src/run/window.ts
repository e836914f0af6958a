const MINUTE_MS = 60_000;

/** A span of whole minutes: CloudWatch's periods start at full minutes. */
export interface Window {
  readonly start: Date;
  readonly end: Date;
}

/** The whole minutes that a run touched. */
export function windowOf(startedAt: Date, endedAt: Date): Window {
  return {
    start: new Date(Math.floor(startedAt.getTime() / MINUTE_MS) * MINUTE_MS),
    end: new Date(Math.ceil(endedAt.getTime() / MINUTE_MS) * MINUTE_MS),
  };
}

/** The start of the last minute that lies wholly within the run, if it was long enough to have one. */
export function lastFullMinute({ start, end }: Window, endedAt: Date): Date {
  const endOfFull = Math.floor(endedAt.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(Math.max(start.getTime(), Math.min(endOfFull, end.getTime()) - MINUTE_MS));
}

/** The minute that ended when the run's first one began. */
export function minuteBefore({ start }: Window): Window {
  return { start: new Date(start.getTime() - MINUTE_MS), end: start };
}
