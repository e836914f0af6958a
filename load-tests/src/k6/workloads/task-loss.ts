import type { ScheduledIncident, Workload } from './workload.ts';

const LOSSES = 10;

/** Each when the service is whole again; what the last of them breaks has ended before anything else happens. */
export const lossesOf = (name: 'task-kill' | 'task-stop'): ScheduledIncident[] => [
  ...Array.from({ length: LOSSES }, () => ({ afterSeconds: 10, name })),
  { afterSeconds: 10, name: 'settle' },
];

/** All students while the processes of random tasks are killed, each when the service is whole again. */
export const taskLoss: Workload = {
  name: 'task-loss',
  defaultSessions: 10_000,
  phases: (evidence) => ({
    rampSeconds: 120,
    // A task takes about two minutes to start on Fargate.
    holdSeconds: evidence === 'aws' ? 1_800 : 240,
    leaveSeconds: 20,
  }),
  preparations: ['fault-injection', 'scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => lossesOf('task-kill'),
  proves: ['task-loss'],
  provesScaling: false,
  // What a killed task was asked is lost, as it is on AWS: a thousand requests when those of a second or two wait in it.
  maxErrorRate: () => 0.02,
};
