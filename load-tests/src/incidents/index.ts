import type { IncidentName } from '../k6/workloads/index.ts';
import type { Incident } from './incident.ts';
import { redisFailover } from './redis-failover.ts';

export const incidents: Readonly<Record<IncidentName, Incident>> = {
  'redis-failover': redisFailover,
};
