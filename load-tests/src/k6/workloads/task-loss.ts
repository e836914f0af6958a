import type { Workload } from './workload.ts';

const LOSSES_OF_A_KIND = 10;

/** All students while random tasks are lost, each when the service is whole again: ten get SIGKILL, ten are stopped. */
export const taskLoss: Workload = {
  name: 'task-loss',
  defaultSessions: 10_000,
  phases: () => ({ rampSeconds: 120, holdSeconds: 480, leaveSeconds: 20 }),
  preparations: ['fault-injection', 'scheduled-capacity'],
  mayBeginWithMoreTasks: true,
  incidents: () => [
    ...(['task-kill', 'task-stop'] as const).flatMap((name) =>
      Array.from({ length: LOSSES_OF_A_KIND }, () => ({ afterSeconds: 10, name })),
    ),
    { afterSeconds: 10, name: 'settle' },
  ],
  proves: ['task-loss'],
  provesScaling: false,
  // What a killed task was asked is lost, as it is on AWS.
  maxErrorRate: 0.005,
};
