import type { PreparationName } from '../k6/workloads/index.ts';
import type { Preparation } from './preparation.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

export const preparations: Readonly<Record<PreparationName, Preparation>> = {
  none: async () => async () => undefined,
  'target-tracking-alone': targetTrackingAlone,
};
