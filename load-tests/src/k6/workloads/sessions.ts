import type { Workload } from './workload.ts';

/** All students at once, working through an exam until target tracking has acted. */
export const sessions: Workload = {
  name: 'sessions',
  defaultSessions: 10_000,
  phases: (evidence) => ({
    rampSeconds: 120,
    // Target tracking needs three one-minute points above the target, and tasks time to start. From load to capacity
    // AWS measured 386 s; the emulated metrics arrive within seconds instead of minutes.
    holdSeconds: evidence === 'aws' ? 480 : 300,
    leaveSeconds: 20,
  }),
  preparations: ['target-tracking-alone'],
  provesScaling: true,
  limitsResponseTimes: true,
};
