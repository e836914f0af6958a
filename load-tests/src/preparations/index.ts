import type { PreparationName } from '../k6/workloads/index.ts';
import { burstPolicy } from './burst-policy.ts';
import { faultInjection } from './fault-injection.ts';
import type { Preparation } from './preparation.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

export const preparations: Readonly<Record<PreparationName, Preparation>> = {
  none: async () => async () => undefined,
  'target-tracking-alone': targetTrackingAlone,
  'burst-policy': burstPolicy,
  'scheduled-capacity': scheduledCapacity,
  'fault-injection': faultInjection,
};
