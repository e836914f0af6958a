import type { Workload } from './workload.ts';

/**
 * The same work with sessions in Redis and in PostgreSQL: first half of the students in each, at the same time, for the
 * latencies; then all in Redis and all in PostgreSQL, for the CPU (docs/decisions/load-session-stores.md).
 */
export const sessionStores: Workload = {
  name: 'session-stores',
  // So many that tasks stay below the target of CPU: no task is added, and none is throttled, while stores are compared.
  defaultSessions: 3_000,
  journey: 'two-session-stores',
  // The first of three blocks of two minutes begins in the minute in which the last student arrives.
  phases: () => ({ rampSeconds: 30, holdSeconds: 360, leaveSeconds: 10 }),
  needsSessionsInPostgresql: true,
  proves: ['session-stores'],
  provesScaling: false,
};
