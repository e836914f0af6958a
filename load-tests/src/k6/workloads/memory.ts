import type { Workload } from './workload.ts';

/** Students who follow a lecture live: they take memory of the tasks, and hardly any CPU. */
export const memory: Workload = {
  name: 'memory',
  // 256 KiB each: two tasks of 512 MiB are filled to about 80 %, three to about 60 %.
  defaultSessions: 2_400,
  journey: 'live-lecture',
  phases: (evidence) => ({
    rampSeconds: 90,
    // Three one-minute points above the target, and time for the new tasks to take their part.
    holdSeconds: evidence === 'aws' ? 600 : 360,
    leaveSeconds: 20,
  }),
  proves: ['memory'],
  provesScaling: false,
};
