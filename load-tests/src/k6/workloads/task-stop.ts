import { lossesOf } from './task-loss.ts';
import type { Workload } from './workload.ts';

/** All students while random tasks are stopped, each when the service is whole again: they are drained and get SIGTERM. */
export const taskStop: Workload = {
  name: 'task-stop',
  defaultSessions: 10_000,
  phases: (evidence) => ({
    rampSeconds: 120,
    // A task takes about two minutes to start on Fargate, and the last ones drain for some more.
    holdSeconds: evidence === 'aws' ? 1_800 : 300,
    leaveSeconds: 20,
  }),
  preparations: ['scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => lossesOf('task-stop'),
  proves: ['task-stop'],
  provesScaling: false,
};
