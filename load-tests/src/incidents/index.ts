import type { IncidentName } from '../k6/workloads/index.ts';
import type { Incident } from './incident.ts';
import { redisFailover } from './redis-failover.ts';
import { badRollout, rollout } from './rollout.ts';
import { settle } from './settle.ts';
import { taskKill, taskStop } from './task-loss.ts';
import { zoneLoss } from './zone-loss.ts';

export const incidents: Readonly<Record<IncidentName, Incident>> = {
  'redis-failover': redisFailover,
  'task-kill': taskKill,
  'task-stop': taskStop,
  rollout,
  'bad-rollout': badRollout,
  settle,
  'zone-loss': zoneLoss,
};
