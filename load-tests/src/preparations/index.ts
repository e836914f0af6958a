import type { PreparationName } from '../k6/workloads/index.ts';
import { burstPolicy } from './burst-policy.ts';
import { faultInjection } from './fault-injection.ts';
import type { Preparation, PreparationContext, Undo } from './preparation.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

export type { Undo };

const preparations: Readonly<Record<PreparationName, Preparation>> = {
  'target-tracking-alone': targetTrackingAlone,
  'burst-policy': burstPolicy,
  'scheduled-capacity': scheduledCapacity,
  'fault-injection': faultInjection,
};

/**
 * Prepares the stage in the order of the names.
 *
 * @returns what puts it back, in the opposite order; one part that fails does not keep the others from it
 */
export async function prepare(names: readonly PreparationName[], context: PreparationContext): Promise<Undo> {
  const undos: Undo[] = [];
  const undoAll = async () => {
    const failures: unknown[] = [];
    for (const undo of undos.toReversed()) await undo().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    for (const name of names) undos.push(await preparations[name](context));
    return undoAll;
  } catch (error) {
    await undoAll();
    throw error;
  }
}
