import { ExitError, messageOf } from '@edutechbr/cli';
import type { PreparationName } from '../k6/workloads/index.ts';
import { burstPolicy } from './burst-policy.ts';
import type { Preparation, PreparationContext } from './preparation.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';
import { readStageBefore, restoreStage } from './stage-before.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';
import type { UnfinishedRun } from './unfinished-run.ts';

export { EXAM_ACTION } from './exam-action.ts';
export { UnfinishedRun } from './unfinished-run.ts';

/** What faults take away is given back, and there is nothing else to prepare for them. */
const injectFaults: Preparation = async () => undefined;

const preparations: Readonly<Record<PreparationName, Preparation>> = {
  'target-tracking-alone': targetTrackingAlone,
  'burst-policy': burstPolicy,
  'scheduled-capacity': scheduledCapacity,
  'fault-injection': injectFaults,
};

/** Puts the deployed stage back as it was; called once, also when the run fails or is interrupted. */
export type Undo = () => Promise<void>;

/**
 * Prepares the stage in the order of the names. What that may change is written down before, so that it is put back also by the next run
 * when this one is killed.
 */
export async function prepare(
  names: readonly PreparationName[],
  context: PreparationContext,
  unfinished: UnfinishedRun,
): Promise<Undo> {
  if (names.length === 0) return async () => undefined;
  const before = await readStageBefore(context, names.includes('fault-injection'));
  await unfinished.begin(before);
  const undo = async () => {
    await restoreStage(context, before);
    await unfinished.end();
  };
  try {
    for (const name of names) await preparations[name](context, before);
    return undo;
  } catch (error) {
    await undo();
    throw error;
  }
}

/**
 * Puts back what a run has left that was killed.
 *
 * @returns whether there was such a run
 * @throws ExitError 3 with what the stage was before, when it cannot be put back.
 */
export async function putBack(context: PreparationContext, unfinished: UnfinishedRun): Promise<boolean> {
  const left = await unfinished.read();
  if (!left) return false;
  context.print(`A run that began at ${left.since} was killed: the stage is put back as it was before`);
  await restoreStage(context, left.before).catch((error: unknown) => {
    throw new ExitError(
      'missingTool',
      `what a run of ${left.since} has left was not put back: ${messageOf(error)}. Before it the stage was ` +
        `${JSON.stringify(left.before)} (${unfinished.file})`,
    );
  });
  await unfinished.end();
  return true;
}
