import type { RunEvent, RunRecord, TracePoint } from '../run/run-record.ts';

export type Counts = Omit<TracePoint, 'at'>;

/** What followed something that was done to the system until the next such thing, or until the end of the load. */
export interface Aftermath {
  readonly event: RunEvent;
  /** When the next such thing was done, or the load ended. */
  readonly until: Date;
  /** What told that the system is whole again, from the earliest to the latest. */
  readonly recoveries: readonly RunEvent[];
  /** To the last of those; undefined when there is none. */
  readonly secondsToRecover: number | undefined;
  readonly requests: number;
  readonly failedRequests: number;
}

/** @param selects Of which faults and changes. @default - of all */
export function aftermathsOf(
  { events, trace, endedAt }: Pick<RunRecord, 'events' | 'trace' | 'endedAt'>,
  selects: (event: RunEvent) => boolean = () => true,
): Aftermath[] {
  const causes = events.filter(({ kind }) => kind === 'fault' || kind === 'change');
  const all = causes.map((event, index) => {
    const until = causes[index + 1]?.at ?? endedAt;
    const recoveries = events.filter(({ kind, at }) => kind === 'recovery' && at >= event.at && at <= until);
    const whole = recoveries.at(-1)?.at.getTime();
    const { requests, failed } = countsBetween(trace, event.at, until);
    return {
      event,
      until,
      recoveries,
      secondsToRecover: whole === undefined ? undefined : (whole - event.at.getTime()) / 1000,
      requests,
      failedRequests: failed,
    };
  });
  return all.filter(({ event }) => selects(event));
}

/** What k6 counted between two moments. */
export function countsBetween(trace: readonly TracePoint[], from: Date, until: Date): Counts {
  const countsAt = (moment: Date) => trace.findLast(({ at }) => at <= moment);
  const [before, after] = [countsAt(from), countsAt(until)];
  const grown = (count: keyof Counts) => (after?.[count] ?? 0) - (before?.[count] ?? 0);
  return { requests: grown('requests'), failed: grown('failed'), sessionsLost: grown('sessionsLost') };
}
