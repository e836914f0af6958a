import {
  DeleteScheduledActionCommand,
  PutScheduledActionCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { scalableDimension } from '../stage/scalable-target.ts';
import type { PreparationContext } from './preparation.ts';

/** The scheduled action that brings an exam's capacity forward; the stage's own have other names. */
export const EXAM_ACTION = 'load-test-exam';

type Context = Pick<PreparationContext, 'clients' | 'outputs'>;

export async function putExamAction(
  { clients, outputs }: Context,
  at: Date,
  minTasks: number,
): Promise<void> {
  await clients.autoScaling.send(
    new PutScheduledActionCommand({
      ...scalableDimension(outputs),
      ScheduledActionName: EXAM_ACTION,
      Schedule: `at(${at.toISOString().slice(0, 19)})`,
      ScalableTargetAction: { MinCapacity: minTasks },
    }),
  );
}

/** An action whose time has passed may be gone already. */
export async function deleteExamAction({ clients, outputs }: Context): Promise<void> {
  try {
    await clients.autoScaling.send(
      new DeleteScheduledActionCommand({ ...scalableDimension(outputs), ScheduledActionName: EXAM_ACTION }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ObjectNotFoundException')) throw error;
  }
}
