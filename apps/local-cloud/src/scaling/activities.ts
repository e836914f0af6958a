import { messageOf } from '@edutechbr/cli';
import { randomUUID } from 'node:crypto';
import type { NotScaledReason, ScalingActivity, TargetKey } from './registry.ts';

/**
 * Activities in AWS's wording, from the examples of
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html and
 * https://docs.aws.amazon.com/cli/latest/reference/application-autoscaling/describe-scaling-activities.html
 */
export const causes = {
  alarm: (alarmName: string, policyName: string) =>
    `monitor alarm ${alarmName} in state ALARM triggered policy ${policyName}`,
  scheduledAction: (name: string) => `scheduled action name ${name} was triggered`,
  minimum: (capacity: number) => `minimum capacity was set to ${capacity}`,
  maximum: (capacity: number) => `maximum capacity was set to ${capacity}`,
};

interface RequestedBounds {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
}

/** ECS was told the new desired count and has not reached it yet. */
export function desiredCountActivity(
  key: TargetKey,
  desiredCount: number,
  cause: string,
  now: Date,
): ScalingActivity {
  return {
    ...newActivity(key, `Setting desired count to ${desiredCount}.`, cause, now),
    StatusCode: 'InProgress',
    StatusMessage: `Successfully set desired count to ${desiredCount}. Waiting for change to be fulfilled by ecs.`,
  };
}

export function fulfil(activity: ScalingActivity, desiredCount: number, now: Date): void {
  end(
    activity,
    'Successful',
    `Successfully set desired count to ${desiredCount}. Change successfully fulfilled by ecs.`,
    now,
  );
}

/** A newer activity or somebody else changed the desired count. */
export function override(activity: ScalingActivity, desiredCount: number, now: Date): void {
  end(
    activity,
    'Overridden',
    `Successfully set desired count to ${desiredCount}. Change was overridden.`,
    now,
  );
}

export function giveUp(activity: ScalingActivity, desiredCount: number, now: Date): void {
  end(
    activity,
    'Unfulfilled',
    `Successfully set desired count to ${desiredCount}. Change was not fulfilled by ecs.`,
    now,
  );
}

export function fail(activity: ScalingActivity, desiredCount: number, error: unknown, now: Date): void {
  const reason = messageOf(error);
  end(activity, 'Failed', `Failed to set desired count to ${desiredCount}. Reason: ${reason}`, now);
}

export function boundsActivity(
  key: TargetKey,
  action: RequestedBounds,
  cause: string,
  now: Date,
): ScalingActivity {
  const bounds = display(action);
  return {
    ...newActivity(key, `Setting ${bounds}`, cause, now),
    EndTime: now,
    StatusCode: 'Successful',
    StatusMessage: `Successfully set ${bounds}`,
  };
}

/** The new minimum would be greater than the maximum. */
export function boundsRefusedActivity(
  key: TargetKey,
  action: RequestedBounds,
  cause: string,
  now: Date,
): ScalingActivity {
  const bounds = display(action);
  return {
    ...newActivity(key, `Setting ${bounds}`, cause, now),
    EndTime: now,
    StatusCode: 'Failed',
    StatusMessage: `Failed to set ${bounds}. Reason: Maximum capacity cannot be less than minimum capacity`,
  };
}

export function notScaledActivity(
  key: TargetKey,
  reason: NotScaledReason,
  cause: string,
  now: Date,
): ScalingActivity {
  return {
    ...newActivity(key, 'Attempting to scale due to alarm triggered', cause, now),
    StatusCode: 'Failed',
    NotScaledReasons: [reason],
  };
}

function display({ MinCapacity, MaxCapacity }: RequestedBounds): string {
  return [
    ...(MinCapacity === undefined ? [] : [`min capacity to ${MinCapacity}`]),
    ...(MaxCapacity === undefined ? [] : [`max capacity to ${MaxCapacity}`]),
  ].join(' and ');
}

function newActivity(key: TargetKey, description: string, cause: string, now: Date) {
  return { ActivityId: randomUUID(), ...key, Description: description, Cause: cause, StartTime: now };
}

function end(
  activity: ScalingActivity,
  code: ScalingActivity['StatusCode'],
  message: string,
  now: Date,
): void {
  activity.EndTime = now;
  activity.StatusCode = code;
  activity.StatusMessage = message;
}
