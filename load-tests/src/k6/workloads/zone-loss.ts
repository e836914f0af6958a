import type { Workload } from './workload.ts';

/** All students while the zone of Redis's primary is lost for five minutes, with all that runs there. */
export const zoneLoss: Workload = {
  name: 'zone-loss',
  defaultSessions: 10_000,
  phases: () => ({ rampSeconds: 120, holdSeconds: 360, leaveSeconds: 20 }),
  preparations: ['fault-injection', 'scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => [{ afterSeconds: 20, name: 'zone-loss' }],
  proves: ['zone-loss'],
  entersByNodes: true,
  provesScaling: false,
  // Each student of the lost node cannot connect once: a third of the students, of about forty requests each.
  maxErrorRate: 0.02,
};
