import type { Workload } from './workload.ts';

/** A few students while the process of one task is killed: does the service heal, and does nobody lose the session? */
export const taskKill: Workload = {
  name: 'task-kill',
  defaultSessions: 20,
  // Long enough for ECS to replace the task and for the load balancer to find the new one healthy.
  phases: (evidence) => ({
    rampSeconds: 5,
    holdSeconds: evidence === 'aws' ? 300 : 100,
    leaveSeconds: 5,
  }),
  preparations: ['fault-injection'],
  incidents: () => [{ afterSeconds: 30, name: 'task-kill' }],
  provesScaling: false,
  // Requests that were in the task, or reach it before the load balancer knows, fail as they do on AWS.
  maxErrorRate: () => 0.02,
};
