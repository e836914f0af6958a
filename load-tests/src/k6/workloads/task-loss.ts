import type { Workload } from './workload.ts';

/**
 * A few students while one task is killed: does the service heal, and does nobody lose the session? Who runs it kills the
 * task meanwhile: `load-tests:sabotage` does on this machine, StopTask or AWS Fault Injection Service
 * (`aws:ecs:stop-task`) on AWS.
 */
export const taskLoss: Workload = {
  name: 'task-loss',
  defaultSessions: 20,
  // Long enough for ECS to replace the task and for the load balancer to find the new one healthy.
  phases: (evidence) => ({ rampSeconds: 5, holdSeconds: evidence === 'aws' ? 300 : 130, leaveSeconds: 5 }),
  provesScaling: false,
  tasksLost: 1,
  // Requests that were in the task, or reach it before the load balancer knows, fail as they do on AWS.
  maxErrorRate: 0.02,
};
