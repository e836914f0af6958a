import { MAX_ERROR_RATE_WITH_ZONE_LOSS } from '../limits.ts';
import type { Workload } from './workload.ts';

/** All students while the zone of Redis's primary is lost for five minutes, with all that runs there. */
export const zoneLoss: Workload = {
  name: 'zone-loss',
  defaultSessions: 10_000,
  phases: (evidence) => ({
    rampSeconds: 120,
    // On AWS the zone is given back by an experiment that ends, and tasks start slower.
    holdSeconds: evidence === 'aws' ? 900 : 360,
    leaveSeconds: 20,
  }),
  preparations: ['fault-injection', 'scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: () => [{ afterSeconds: 20, name: 'zone-loss' }],
  proves: ['zone-loss'],
  entersByNodes: true,
  provesScaling: false,
  // Each student of the lost node cannot connect once: a third of the students, of about forty requests each.
  maxErrorRate: (evidence) => MAX_ERROR_RATE_WITH_ZONE_LOSS[evidence],
};
