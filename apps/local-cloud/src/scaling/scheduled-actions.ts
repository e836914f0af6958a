import { boundsActivity, boundsRefusedActivity, causes } from './activities.ts';
import { targetKey, type ScalableTarget, type ScheduledAction, type ScalingActivity } from './registry.ts';
import { nextRun } from './schedule.ts';

/**
 * Sets the bounds of the scheduled actions whose time has come, in the order of their times.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html
 */
export function runDueActions(target: ScalableTarget, now: Date): ScalingActivity[] {
  const due = [...target.scheduledActions.values()]
    .flatMap((action) => (action.nextRun && action.nextRun <= now ? [{ action, time: action.nextRun }] : []))
    .sort((left, right) => left.time.getTime() - right.time.getTime());
  for (const { action } of due) action.nextRun = nextRun(action.description, now);
  if (target.description.SuspendedState.ScheduledScalingSuspended) return [];
  return due.map(({ action }) => run(target, action, now));
}

function run(target: ScalableTarget, { description: action }: ScheduledAction, now: Date): ScalingActivity {
  const { description } = target;
  const { ScalableTargetAction, ScheduledActionName } = action;
  const MinCapacity = ScalableTargetAction.MinCapacity ?? description.MinCapacity;
  const MaxCapacity = ScalableTargetAction.MaxCapacity ?? description.MaxCapacity;
  const cause = causes.scheduledAction(ScheduledActionName);
  if (MinCapacity > MaxCapacity) {
    return boundsRefusedActivity(targetKey(description), ScalableTargetAction, cause, now);
  }
  Object.assign(description, { MinCapacity, MaxCapacity });
  target.boundsToEnforce = true;
  return boundsActivity(targetKey(description), ScalableTargetAction, cause, now);
}
