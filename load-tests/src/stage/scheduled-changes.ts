import {
  paginateDescribeScheduledActions,
  type ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import { Cron } from 'croner';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';
import { scalableDimension } from './scalable-target.ts';

/** A change of the fewest tasks by a scheduled action: an exam window begins, or ends. */
export interface ScheduledChange {
  readonly at: Date;
  readonly minTasks: number;
  /** The action's name. */
  readonly action: string;
}

/** Exam windows repeat weekly: within so many days each has begun and ended. */
const DAYS = 8;

/**
 * When the fewest tasks change, from a week ago until a moment to come, from the earliest to the latest.
 *
 * @param except an action that is left out
 */
export async function readScheduledChanges(
  { autoScaling }: Pick<Clients, 'autoScaling'>,
  outputs: Pick<StageOutputs, 'clusterName' | 'serviceName'>,
  { until, except }: { readonly until: Date; readonly except: string },
): Promise<ScheduledChange[]> {
  const from = new Date(Date.now() - DAYS * 86_400_000);
  const changes: ScheduledChange[] = [];
  const request = scalableDimension(outputs);
  for await (const page of paginateDescribeScheduledActions({ client: autoScaling }, request))
    for (const action of page.ScheduledActions ?? []) {
      const { ScheduledActionName: name = '', ScalableTargetAction: { MinCapacity } = {} } = action;
      if (name === except || MinCapacity === undefined) continue;
      changes.push(...runsOf(action, from, until).map((at) => ({ at, minTasks: MinCapacity, action: name })));
    }
  return changes.sort((left, right) => left.at.getTime() - right.at.getTime());
}

/**
 * The change whose tasks the service has at a moment, when they are more than at other times.
 *
 * @returns undefined outside of exam windows
 */
export function windowAt(changes: readonly ScheduledChange[], moment: Date): ScheduledChange | undefined {
  const last = changes.findLast(({ at }) => at <= moment);
  const fewest = Math.min(...changes.map(({ minTasks }) => minTasks));
  return last && last.minTasks > fewest ? last : undefined;
}

/** @throws Error for a schedule that cannot be read: nobody could say whether it is in the way of a run. */
function runsOf(
  { ScheduledActionName: name, Schedule = '', Timezone }: ScheduledAction,
  from: Date,
  until: Date,
) {
  const [, kind, argument = ''] = /^(at|cron)\((.*)\)$/.exec(Schedule) ?? [];
  if (!kind)
    throw new Error(`the scheduled action ${name} has a schedule that is not read here: ${Schedule}`);
  // AWS's fields begin with minutes, and its weekdays are 1 (Sunday) to 7.
  const pattern = kind === 'at' ? argument : `0 ${argument}`;
  const cron = new Cron(pattern, {
    timezone: Timezone ?? 'UTC',
    alternativeWeekdays: true,
    domAndDow: true,
    paused: true,
  });
  const runs: Date[] = [];
  for (let run = cron.nextRun(from); run && run <= until; run = cron.nextRun(run)) runs.push(run);
  return runs;
}
