import type { ScheduledIncident, Workload } from './workload.ts';

const KILLS = 10;

/** All students while the processes of random tasks are killed, each when the service is whole again. */
export const taskLoss: Workload = {
  name: 'task-loss',
  defaultSessions: 10_000,
  phases: () => ({ rampSeconds: 120, holdSeconds: 240, leaveSeconds: 20 }),
  preparations: ['fault-injection', 'scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => [
    ...Array.from({ length: KILLS }, (): ScheduledIncident => ({ afterSeconds: 10, name: 'task-kill' })),
    { afterSeconds: 10, name: 'settle' },
  ],
  proves: ['task-loss'],
  provesScaling: false,
  // What a killed task was asked is lost, as it is on AWS: a thousand requests when those of a second or two wait in it.
  maxErrorRate: 0.02,
};
