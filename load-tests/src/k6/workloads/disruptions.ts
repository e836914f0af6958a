import { MAX_ERROR_RATE_WITH_ZONE_LOSS } from '../limits.ts';
import { badRollout } from './bad-rollout.ts';
import { rollout } from './rollout.ts';
import { taskLoss } from './task-loss.ts';
import { taskStop } from './task-stop.ts';
import type { Workload } from './workload.ts';
import { zoneLoss } from './zone-loss.ts';

const inOrder = [rollout, badRollout, taskLoss, taskStop, zoneLoss];

/** Rollouts, lost tasks and a lost zone one after the other: the students of one run arrive once for all of them. */
export const disruptions: Workload = {
  name: 'disruptions',
  defaultSessions: 10_000,
  phases: (evidence) => ({
    rampSeconds: 75,
    holdSeconds: evidence === 'aws' ? sumOfHolds() : 825,
    leaveSeconds: 20,
  }),
  // While tasks are started, replaced and lost, the others have to carry an exam.
  preparations: ['fault-injection', 'scheduled-capacity'],
  mayBeginWithExamTasks: true,
  incidents: (evidence) => inOrder.flatMap((workload) => workload.incidents?.(evidence) ?? []),
  proves: inOrder.flatMap(({ proves = [] }) => proves),
  entersByNodes: true,
  provesScaling: false,
  // Each student of the lost node cannot connect once, and asks another; and what killed tasks were asked is lost.
  maxErrorRate: (evidence) => (evidence === 'aws' ? MAX_ERROR_RATE_WITH_ZONE_LOSS.aws : 0.015),
};

/** On AWS each of them takes its time, and one that is still going on delays the next. */
const sumOfHolds = () => inOrder.reduce((sum, { phases }) => sum + phases('aws').holdSeconds, 0);
