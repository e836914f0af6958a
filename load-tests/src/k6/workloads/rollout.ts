import type { Workload } from './workload.ts';

/** All students while a new revision of the task definition is rolled out, and then the former one again. */
export const rollout: Workload = {
  name: 'rollout',
  defaultSessions: 10_000,
  phases: (evidence) => ({
    rampSeconds: 120,
    holdSeconds: evidence === 'aws' ? 1_500 : 120,
    leaveSeconds: 20,
  }),
  preparations: ['scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => [
    { afterSeconds: 20, name: 'rollout' },
    { afterSeconds: 20, name: 'settle' },
  ],
  proves: ['rollout'],
  provesScaling: false,
};
