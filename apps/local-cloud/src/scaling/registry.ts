import type { Requests, StepScalingConfiguration, TargetTrackingConfiguration } from './requests.ts';

/** What identifies a scalable target. */
export interface TargetKey {
  readonly ServiceNamespace: 'ecs';
  /** `service/<cluster>/<service>` */
  readonly ResourceId: string;
  readonly ScalableDimension: 'ecs:service:DesiredCount';
}

/** As DescribeScalableTargets answers it. */
export interface ScalableTargetDescription extends TargetKey {
  readonly ScalableTargetARN: string;
  readonly RoleARN: string;
  readonly CreationTime: Date;
  MinCapacity: number;
  MaxCapacity: number;
  SuspendedState: Required<NonNullable<Requests['RegisterScalableTarget']['SuspendedState']>>;
}

/** As DescribeScalingPolicies answers it. */
export interface ScalingPolicyDescription extends TargetKey {
  readonly PolicyARN: string;
  readonly PolicyName: string;
  readonly PolicyType: 'TargetTrackingScaling' | 'StepScaling';
  readonly TargetTrackingScalingPolicyConfiguration?: TargetTrackingConfiguration;
  readonly StepScalingPolicyConfiguration?: StepScalingConfiguration;
  readonly Alarms: readonly { readonly AlarmName: string; readonly AlarmARN: string }[];
  readonly CreationTime: Date;
}

/** As DescribeScheduledActions answers it. */
export interface ScheduledActionDescription extends TargetKey {
  readonly ScheduledActionARN: string;
  readonly ScheduledActionName: string;
  readonly Schedule: string;
  readonly Timezone: string;
  readonly StartTime?: Date;
  readonly EndTime?: Date;
  readonly ScalableTargetAction: { readonly MinCapacity?: number; readonly MaxCapacity?: number };
  readonly CreationTime: Date;
}

/** As DescribeScalingActivities answers it. */
export interface ScalingActivity extends TargetKey {
  readonly ActivityId: string;
  readonly Description: string;
  readonly Cause: string;
  readonly StartTime: Date;
  EndTime?: Date;
  StatusCode: 'InProgress' | 'Successful' | 'Overridden' | 'Unfulfilled' | 'Failed';
  StatusMessage?: string;
  readonly NotScaledReasons?: readonly NotScaledReason[];
}

export interface NotScaledReason {
  readonly Code:
    | 'AutoScalingAnticipatedFlapping'
    | 'TargetServicePutResourceAsUnscalable'
    | 'AlreadyAtMaxCapacity'
    | 'AlreadyAtMinCapacity'
    | 'AlreadyAtDesiredCapacity';
  readonly CurrentCapacity?: number;
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
}

export interface ScheduledAction {
  readonly description: ScheduledActionDescription;
  /** Undefined when the schedule has no run left. */
  nextRun: Date | undefined;
}

/** A registered scalable target with all that belongs to it. */
export interface ScalableTarget {
  readonly description: ScalableTargetDescription;
  readonly policies: Map<string, ScalingPolicyDescription>;
  readonly scheduledActions: Map<string, ScheduledAction>;
  readonly tags: Map<string, string>;
  /** Set when the bounds changed: the capacity is brought within them once, later changes by hand are left alone. */
  boundsToEnforce: boolean;
}

/** What Application Auto Scaling remembers. */
export class Registry {
  /** Newest first; they outlive their target. */
  readonly activities: ScalingActivity[] = [];

  private readonly byResourceId = new Map<string, ScalableTarget>();

  targets(): readonly ScalableTarget[] {
    return [...this.byResourceId.values()];
  }

  find(key: TargetKey): ScalableTarget | undefined {
    return this.byResourceId.get(key.ResourceId);
  }

  add(target: ScalableTarget): void {
    this.byResourceId.set(target.description.ResourceId, target);
  }

  remove(key: TargetKey): void {
    this.byResourceId.delete(key.ResourceId);
  }
}

export function targetKey({ ServiceNamespace, ResourceId, ScalableDimension }: TargetKey): TargetKey {
  return { ServiceNamespace, ResourceId, ScalableDimension };
}

export function newScalableTarget(
  description: Omit<ScalableTargetDescription, 'SuspendedState'>,
): ScalableTarget {
  return {
    description: {
      ...description,
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
    },
    policies: new Map(),
    scheduledActions: new Map(),
    tags: new Map(),
    boundsToEnforce: true,
  };
}
