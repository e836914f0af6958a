import { scalableResource } from '../stage/scalable-target.ts';
import { putExamAction } from './exam-action.ts';
import type { Preparation } from './preparation.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

/** Application Auto Scaling wants a time to come; students arrive meanwhile. */
const SECONDS_UNTIL_RAISE = 10;

/**
 * Raises the fewest tasks to those of the stage's exam windows by a scheduled action, as an exam window does, but at once. Target
 * tracking goes on above that; the burst policy is switched off, so that it is not what made the exam go well.
 *
 * @throws Error when the service does not scale
 */
export const scheduledCapacity: Preparation = async (context, before) => {
  const { outputs, print } = context;
  const { examTasks } = before;
  if (examTasks === undefined)
    throw new Error(`${scalableResource(outputs).ResourceId} is no scalable target`);
  await targetTrackingAlone(context, before);
  const at = new Date(Date.now() + SECONDS_UNTIL_RAISE * 1000);
  await putExamAction(context, at, examTasks);
  print(`The exam's ${examTasks} tasks are scheduled for ${at.toISOString()}`);
};
