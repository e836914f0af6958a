import { MAX_ERROR_RATE_OF_FAILOVER } from '../limits.ts';
import type { Workload } from './workload.ts';

/** All students at once, signing in and answering, while the primary of Redis is lost three times at random moments. */
export const failover: Workload = {
  name: 'failover',
  defaultSessions: 10_000,
  journey: 'changing-devices',
  phases: (evidence) => ({
    rampSeconds: 75,
    // ElastiCache restores a node in minutes, and fails over again only when all are there.
    holdSeconds: evidence === 'aws' ? 1_800 : 120,
    leaveSeconds: 20,
  }),
  preparations: ['scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: (evidence) =>
    [0, 1, 2].map((index) => ({
      afterSeconds: evidence === 'aws' ? 60 + index * 600 : 15 + index * 30,
      name: 'redis-failover',
    })),
  proves: ['failover'],
  provesScaling: false,
  maxErrorRate: (evidence) => MAX_ERROR_RATE_OF_FAILOVER[evidence],
};
