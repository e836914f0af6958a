import { badRollout } from './bad-rollout.ts';
import { rollout } from './rollout.ts';
import { taskLoss } from './task-loss.ts';
import type { Workload } from './workload.ts';
import { zoneLoss } from './zone-loss.ts';

/** While tasks are started, replaced and lost, the others have to carry an exam: on exam capacity. */
const inOrder = [rollout, badRollout, taskLoss, zoneLoss];

/** Rollouts, lost tasks and a lost zone one after the other, while the same students work: ten minutes less than one by one. */
export const disruptions: Workload = {
  name: 'disruptions',
  defaultSessions: 10_000,
  phases: () => ({ rampSeconds: 75, holdSeconds: 840, leaveSeconds: 20 }),
  preparations: ['fault-injection', 'scheduled-capacity'],
  incidents: (evidence) => inOrder.flatMap((workload) => workload.incidents?.(evidence) ?? []),
  proves: inOrder.flatMap(({ proves = [] }) => proves),
  entersByNodes: true,
  provesScaling: false,
  // Each student of the lost node cannot connect once, and asks another.
  maxErrorRate: 0.01,
};
