import type { ProbeWrite, RunRecord } from '../run/run-record.ts';
import { countsBetween } from './aftermath.ts';
import type { K6Results } from './k6-export.ts';

/** One loss of the primary of Redis, as students and the probe felt it. */
export interface Failover {
  readonly at: Date;
  /** The longest time in which no session could be written; undefined when none ever could again. */
  readonly secondsToRecover: number | undefined;
  readonly failedRequests: number;
  readonly sessionsLost: number;
}

type Happenings = Pick<RunRecord, 'events' | 'probe' | 'trace' | 'endedAt'>;

/** What followed each fault until the next one, or until the end of the load. */
export function failoversOf({ events, probe, trace, endedAt }: Happenings): Failover[] {
  const faults = events.filter(({ kind }) => kind === 'fault').map(({ at }) => at);
  return faults.map((at, index) => {
    const until = faults[index + 1] ?? endedAt;
    const { failed: failedRequests, sessionsLost } = countsBetween(trace, at, until);
    return { at, secondsToRecover: longestGap(probe, at, until), failedRequests, sessionsLost };
  });
}

/**
 * The longest time without an acknowledged write, from the last one before `from` on, until the last moment at which one was
 * asked for: a write goes through until the primary really dies, so the first one afterwards may be the last of all.
 */
function longestGap(probe: readonly ProbeWrite[], from: Date, until: Date): number | undefined {
  const acknowledged = probe
    .flatMap(({ startedAt, milliseconds }) =>
      milliseconds === undefined ? [] : startedAt.getTime() + milliseconds,
    )
    .sort((left, right) => left - right);
  const before = acknowledged.filter((time) => time <= from.getTime()).slice(-1);
  const after = acknowledged.filter((time) => time > from.getTime() && time <= until.getTime());
  if (after.length === 0) return undefined;
  const lastAsked = Math.max(
    ...probe.map(({ startedAt }) => startedAt.getTime()).filter((time) => time <= until.getTime()),
  );
  const times = [...before, ...after, Math.max(lastAsked, ...after)];
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.max(0, ...gaps) / 1000;
}

/** Of all failovers of a run; null where it was not measured, or where sessions could never be written again. */
export interface FailoverFigures {
  /** The longest time in which no session could be written. */
  readonly secondsToRecover: number | null;
  readonly sessionsLost: number | null;
  /** Answers, and sign-ins that had waited for a replica, which were acknowledged and are gone. */
  readonly acknowledgedWritesLost: number | null;
  /** Sign-ins that were acknowledged without waiting for a replica and are gone: nothing is promised of those. */
  readonly otherSignInsLost: number | null;
  /** From the earliest to the latest. */
  readonly each: readonly {
    readonly secondsToRecover: number | null;
    readonly requestsFailed: number;
    readonly sessionsLost: number;
  }[];
}

export function failoverFigures(record: Happenings, k6: K6Results | undefined): FailoverFigures {
  const failovers = failoversOf(record);
  const seconds = failovers.map(({ secondsToRecover = Infinity }) => secondsToRecover);
  const longest = Math.max(...seconds);
  return {
    secondsToRecover: Number.isFinite(longest) ? longest : null,
    sessionsLost: k6?.sessionsLost ?? null,
    acknowledgedWritesLost: k6 ? k6.answersLost + k6.durableSessionsLost : null,
    otherSignInsLost: k6 ? k6.sessionsLost - k6.durableSessionsLost : null,
    each: failovers.map(({ secondsToRecover = null, failedRequests, sessionsLost }) => ({
      secondsToRecover,
      requestsFailed: failedRequests,
      sessionsLost,
    })),
  };
}
