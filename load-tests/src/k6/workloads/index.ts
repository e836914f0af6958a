import { badRollout } from './bad-rollout.ts';
import { disruptions } from './disruptions.ts';
import { examStart, examStartBurst, examStartUnprepared } from './exam-start.ts';
import { failover } from './failover.ts';
import { memory } from './memory.ts';
import { rollout } from './rollout.ts';
import { scaleIn } from './scale-in.ts';
import { sessionStores } from './session-stores.ts';
import { sessions } from './sessions.ts';
import { smoke } from './smoke.ts';
import { taskKill } from './task-kill.ts';
import { taskLoss } from './task-loss.ts';
import { taskStop } from './task-stop.ts';
import type { Workload } from './workload.ts';
import { zoneLoss } from './zone-loss.ts';

export * from '../limits.ts';
export * from './workload.ts';

const workloads: readonly Workload[] = [
  smoke,
  sessions,
  scaleIn,
  memory,
  sessionStores,
  failover,
  taskKill,
  taskLoss,
  taskStop,
  rollout,
  badRollout,
  zoneLoss,
  disruptions,
  examStart,
  examStartBurst,
  examStartUnprepared,
];

/** What `WORKLOAD` may be. */
export const workloadNames: readonly string[] = workloads.map(({ name }) => name);

/** @returns undefined when no workload has this name. */
export function findWorkload(name: string): Workload | undefined {
  return workloads.find((workload) => workload.name === name);
}
