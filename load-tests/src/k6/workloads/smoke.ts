import type { Workload } from './workload.ts';

/** A few students for about a minute: does the path work at all? */
export const smoke: Workload = {
  name: 'smoke',
  defaultSessions: 20,
  // Redis reports its items once a minute: the students stay for longer than one such minute.
  phases: () => ({ rampSeconds: 5, holdSeconds: 70, leaveSeconds: 5 }),
  provesScaling: false,
  limitsResponseTimes: true,
};
