import { sessions } from './sessions.ts';
import type { Workload } from './workload.ts';

/** All students at once until tasks are added, then a long rest: tasks are taken away under people who stay signed in. */
export const scaleIn: Workload = {
  ...sessions,
  name: 'scale-in',
  journey: 'exam-then-rest',
  phases: (evidence) => {
    const { rampSeconds, holdSeconds, leaveSeconds } = sessions.phases(evidence);
    // Target tracking takes tasks away after fifteen minutes below its target, one cooldown apart.
    return { rampSeconds, holdSeconds: holdSeconds + 25 * 60, leaveSeconds };
  },
  proves: ['scale-in'],
};
