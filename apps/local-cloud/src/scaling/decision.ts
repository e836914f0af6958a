import type { AlarmState } from './alarm-evaluation.ts';
import type { NotScaledReason, ScalingActivity } from './registry.ts';

/** A target tracking policy at the moment of the decision. */
export interface PolicyReading {
  readonly policyName: string;
  readonly targetValue: number;
  /** Newest value of the tracked metric; undefined without data. */
  readonly metricValue: number | undefined;
  readonly alarmHigh: AlarmReading;
  /** Undefined when the policy may not scale in. */
  readonly alarmLow: AlarmReading | undefined;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
}

export interface AlarmReading {
  readonly alarmName: string;
  readonly state: AlarmState;
}

/** The last scaling of a target in one direction. */
export interface PastScaling {
  /** Number of tasks that the calculation started from. */
  readonly fromCapacity: number;
  readonly activity: Pick<ScalingActivity, 'EndTime'>;
}

export interface Situation {
  readonly now: Date;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** A deployment of the service is in progress. */
  readonly deploying: boolean;
  readonly scaleOutSuspended: boolean;
  readonly scaleInSuspended: boolean;
  readonly policies: readonly PolicyReading[];
  readonly lastScaleOut: PastScaling | undefined;
  readonly lastScaleIn: PastScaling | undefined;
}

/** Either a new desired count or the reason why there is none. */
export type Decision = { readonly policyName: string; readonly alarmName: string } & (
  | { readonly desiredCount: number; readonly fromCapacity: number }
  | { readonly notScaledReason: NotScaledReason }
);

interface Proposal {
  readonly policy: PolicyReading;
  readonly alarmName: string;
  readonly fromCapacity: number;
  readonly capacity: number;
}

/**
 * What target tracking does now: scale out when any policy wants it, scale in only when all agree.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 *
 * @returns undefined when no alarm asks for anything, or scaling is suspended or cooling down
 */
export function decide(situation: Situation): Decision | undefined {
  return decideScaleOut(situation) ?? decideScaleIn(situation);
}

function decideScaleOut(situation: Situation): Decision | undefined {
  const alarmed = situation.policies.filter(({ alarmHigh }) => alarmHigh.state === 'ALARM');
  const proposal = largest(
    alarmed.map((policy) => proposalOf(policy, policy.alarmHigh, scaleOutBase(situation, policy))),
  );
  if (!proposal || situation.scaleOutSuspended) return undefined;
  const { desiredCount, maxCapacity } = situation;
  const capacity = withinBounds(proposal.capacity, situation);
  if (capacity > desiredCount) return scaleTo(capacity, proposal);
  if (desiredCount >= maxCapacity) {
    return keep(proposal, { Code: 'AlreadyAtMaxCapacity', MaxCapacity: maxCapacity });
  }
  if (isCoolingDown(situation, situation.lastScaleOut, proposal.policy.scaleOutCooldownSeconds))
    return undefined;
  return keep(proposal, { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: desiredCount });
}

/**
 * During the cooldown "the capacity added by the initiating scale-out activity is calculated as part of the desired
 * capacity for the next scale-out activity": the calculation starts from the capacity before it, so that only a
 * larger scale-out goes on.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html#target-tracking-cooldown
 *
 * Otherwise it starts from the running tasks, not from the desired ones:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
function scaleOutBase(situation: Situation, policy: PolicyReading): number {
  const { lastScaleOut, runningCount } = situation;
  const coolingDown = isCoolingDown(situation, lastScaleOut, policy.scaleOutCooldownSeconds);
  return lastScaleOut && coolingDown ? Math.min(lastScaleOut.fromCapacity, runningCount) : runningCount;
}

function decideScaleIn(situation: Situation): Decision | undefined {
  const mayScaleIn = situation.policies.filter(({ alarmLow }) => alarmLow !== undefined);
  const agreed = mayScaleIn.every(({ alarmLow }) => alarmLow?.state === 'ALARM');
  const proposal = largest(
    mayScaleIn.flatMap((policy) =>
      policy.alarmLow ? [proposalOf(policy, policy.alarmLow, situation.runningCount)] : [],
    ),
  );
  if (!proposal || !agreed || situation.scaleInSuspended) return undefined;
  const { desiredCount, minCapacity } = situation;
  if (desiredCount <= minCapacity) {
    return keep(proposal, { Code: 'AlreadyAtMinCapacity', MinCapacity: minCapacity });
  }
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html: no scale-in while deploying.
  if (situation.deploying) return keep(proposal, { Code: 'TargetServicePutResourceAsUnscalable' });
  if (isCoolingDown(situation, situation.lastScaleIn, proposal.policy.scaleInCooldownSeconds))
    return undefined;
  const capacity = withinBounds(proposal.capacity, situation);
  if (capacity < desiredCount) return scaleTo(capacity, proposal);
  return keep(proposal, { Code: 'AutoScalingAnticipatedFlapping', CurrentCapacity: desiredCount });
}

/**
 * Capacity in proportion to metric and target, rounded up so that the metric is expected at or below its target: less
 * would make the alarm flap.
 */
function proposalOf(policy: PolicyReading, { alarmName }: AlarmReading, fromCapacity: number): Proposal {
  const { metricValue = policy.targetValue, targetValue } = policy;
  const roundingError = 1e-9;
  const capacity = Math.ceil((fromCapacity * metricValue) / targetValue - roundingError);
  return { policy, alarmName, fromCapacity, capacity };
}

function withinBounds(capacity: number, { minCapacity, maxCapacity }: Situation): number {
  return Math.min(Math.max(capacity, minCapacity), maxCapacity);
}

/** From the start of the activity, as long as ECS has not fulfilled it, and then for the cooldown. */
function isCoolingDown({ now }: Situation, past: PastScaling | undefined, cooldownSeconds: number): boolean {
  if (!past) return false;
  const { EndTime } = past.activity;
  return EndTime === undefined || now.getTime() < EndTime.getTime() + cooldownSeconds * 1000;
}

/** "Application Auto Scaling scales based on the policy that provides the largest capacity for both." */
function largest(proposals: readonly Proposal[]): Proposal | undefined {
  return proposals.reduce<Proposal | undefined>(
    (best, proposal) => (best && best.capacity >= proposal.capacity ? best : proposal),
    undefined,
  );
}

function scaleTo(desiredCount: number, { policy, alarmName, fromCapacity }: Proposal): Decision {
  return { desiredCount, fromCapacity, policyName: policy.policyName, alarmName };
}

function keep({ policy, alarmName }: Proposal, notScaledReason: NotScaledReason): Decision {
  return { notScaledReason, policyName: policy.policyName, alarmName };
}
