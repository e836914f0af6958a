import type { Workload } from './workload.ts';

/** All students while a revision is rolled out whose health check fails: ECS has to take it back. */
export const badRollout: Workload = {
  name: 'bad-rollout',
  defaultSessions: 10_000,
  // Three tasks have to fail, each after the health checks' grace period of a minute.
  phases: (evidence) => ({
    rampSeconds: 120,
    holdSeconds: evidence === 'aws' ? 1_500 : 210,
    leaveSeconds: 20,
  }),
  preparations: ['scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => [{ afterSeconds: 10, name: 'bad-rollout' }],
  proves: ['bad-rollout'],
  provesScaling: false,
};
