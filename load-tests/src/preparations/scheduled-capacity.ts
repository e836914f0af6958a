import {
  DeleteScheduledActionCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Clients } from '../stage/clients.ts';
import type { StageOutputs } from '../stage/outputs.ts';
import {
  readExamTasks,
  readScalableTarget,
  scalableDimension,
  scalableResource,
} from '../stage/scalable-target.ts';
import type { Preparation } from './preparation.ts';
import { targetTrackingAlone } from './target-tracking-alone.ts';

/** Application Auto Scaling wants a time to come; students arrive meanwhile. */
const SECONDS_UNTIL_RAISE = 10;

const NAME = 'load-test-exam';

/**
 * Raises the fewest tasks to those of the stage's exam windows by a scheduled action, as an exam window does, but at once. Target
 * tracking goes on above that; the burst policy is switched off, so that it is not what made the exam go well.
 */
export const scheduledCapacity: Preparation = async (context) => {
  const { clients, outputs, print } = context;
  const scaled = scalableDimension(outputs);
  const { minTasks, maxTasks } = await readBounds(clients, outputs);
  const tasks = (await readExamTasks(clients, outputs, minTasks)) ?? maxTasks;
  const undoAlone = await targetTrackingAlone(context);
  const at = new Date(Date.now() + SECONDS_UNTIL_RAISE * 1000);
  await clients.autoScaling.send(
    new PutScheduledActionCommand({
      ...scaled,
      ScheduledActionName: NAME,
      Schedule: `at(${at.toISOString().slice(0, 19)})`,
      ScalableTargetAction: { MinCapacity: tasks, MaxCapacity: maxTasks },
    }),
  );
  print(`The exam's ${tasks} tasks are scheduled for ${at.toISOString()}`);
  return async () => {
    await deleteAction(clients, scaled);
    await clients.autoScaling.send(new RegisterScalableTargetCommand({ ...scaled, MinCapacity: minTasks }));
    await undoAlone();
  };
};

/** @throws Error when the service does not scale */
async function readBounds(clients: Clients, outputs: StageOutputs) {
  const target = await readScalableTarget(clients, outputs);
  const { MinCapacity: minTasks, MaxCapacity: maxTasks } = target ?? {};
  if (minTasks === undefined || maxTasks === undefined)
    throw new Error(`${scalableResource(outputs).ResourceId} is no scalable target`);
  return { minTasks, maxTasks };
}

/** An action whose time has passed may be gone already. */
async function deleteAction(
  { autoScaling }: Clients,
  scaled: ReturnType<typeof scalableDimension>,
): Promise<void> {
  try {
    await autoScaling.send(new DeleteScheduledActionCommand({ ...scaled, ScheduledActionName: NAME }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ObjectNotFoundException')) throw error;
  }
}
