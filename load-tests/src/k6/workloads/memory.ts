import type { Workload } from './workload.ts';

/** Students who follow a lecture live: they take memory of the tasks, and hardly any CPU. */
export const memory: Workload = {
  name: 'memory',
  // 288 KiB each: three tasks of 512 MiB are filled to about 80 %, four to about 65 %.
  defaultSessions: 3_750,
  journey: 'live-lecture',
  phases: (evidence) => ({
    rampSeconds: 90,
    // All boards are there after the ramp; then three one-minute points above the target, the time that tasks take to start and
    // students to move, and a whole minute in which the new tasks have their part.
    holdSeconds: evidence === 'aws' ? 720 : 370,
    leaveSeconds: 10,
  }),
  proves: ['memory'],
  provesScaling: false,
};
