import type { NotScaledReason, ScalingActivity } from './registry.ts';

/** A target tracking policy at the moment of the decision. */
export interface TrackingReading {
  readonly policyName: string;
  readonly targetValue: number;
  /** Newest value of the tracked metric; undefined without data. */
  readonly metricValue: number | undefined;
  readonly alarmHigh: PolicyAlarm;
  /** Undefined when the policy may not scale in. */
  readonly alarmLow: PolicyAlarm | undefined;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
}

export interface PolicyAlarm {
  readonly alarmName: string;
  readonly isAlarming: boolean;
}

/** A step scaling policy with an alarm in ALARM. */
export interface StepReading {
  /** Whether the alarm invokes the policy just now, not earlier or later in this minute. */
  readonly isInvoked: boolean;
  readonly policyName: string;
  readonly alarmName: string;
  readonly cooldownSeconds: number;
  /** The capacity that the step asks for, from the capacity given. */
  readonly adjust: (capacity: number) => number;
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
  readonly tracking: readonly TrackingReading[];
  readonly steps: readonly StepReading[];
  readonly lastScaleOut: PastScaling | undefined;
  readonly lastScaleIn: PastScaling | undefined;
}

/** An alarm and the policy that it invoked. */
interface Trigger {
  readonly policyName: string;
  readonly alarmName: string;
}

/** Either a new desired count or the reason why there is none. */
export type Decision = Trigger &
  (
    | { readonly desiredCount: number; readonly fromCapacity: number }
    | { readonly notScaledReason: NotScaledReason }
  );

interface Proposal extends Trigger {
  readonly cooldownSeconds: number;
  readonly fromCapacity: number;
  readonly capacity: number;
}

/**
 * What dynamic scaling does now: scale out when any policy wants it, else scale in when all target tracking policies
 * agree or a step scaling policy says so. "Application Auto Scaling scales based on the policy that provides the
 * largest capacity for both scale in and scale out."
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 *
 * @returns undefined when no alarm asks for anything, or scaling is suspended or cooling down
 */
export function decide(situation: Situation): Decision | undefined {
  const stepOut = situation.steps.filter((step) => direction(situation, step) > 0);
  const stepIn = situation.steps.filter((step) => direction(situation, step) < 0);
  const out = largest([
    ...situation.tracking
      .filter(({ alarmHigh }) => alarmHigh.isAlarming)
      .map((policy) => trackingScaleOut(situation, policy)),
    ...stepOut
      .filter(isInvoked)
      .map((step) => stepProposal(step, scaleOutBase(situation, step.cooldownSeconds))),
  ]);
  if (out) return decideScaleOut(situation, out);
  if (stepOut.length > 0) return undefined;
  const scaleIn = largest([
    ...trackingScaleIn(situation),
    ...stepIn.filter(isInvoked).map((step) => stepProposal(step, situation.runningCount)),
  ]);
  if (scaleIn) return decideScaleIn(situation, scaleIn);
  const unchanged = situation.steps.find(isInvoked);
  return unchanged && alreadyAtDesiredCapacity(situation, unchanged);
}

function decideScaleOut(situation: Situation, proposal: Proposal): Decision | undefined {
  if (situation.scaleOutSuspended) return undefined;
  const { desiredCount, maxCapacity } = situation;
  const capacity = withinBounds(proposal.capacity, situation);
  if (capacity > desiredCount) return scaleTo(capacity, proposal);
  if (desiredCount >= maxCapacity) {
    return keep(proposal, { Code: 'AlreadyAtMaxCapacity', MaxCapacity: maxCapacity });
  }
  if (isCoolingDown(situation, situation.lastScaleOut, proposal.cooldownSeconds)) return undefined;
  return alreadyAtDesiredCapacity(situation, proposal);
}

function decideScaleIn(situation: Situation, proposal: Proposal): Decision | undefined {
  if (situation.scaleInSuspended) return undefined;
  const { desiredCount, minCapacity } = situation;
  if (desiredCount <= minCapacity) {
    return keep(proposal, { Code: 'AlreadyAtMinCapacity', MinCapacity: minCapacity });
  }
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html: no scale-in while deploying.
  if (situation.deploying) return keep(proposal, { Code: 'TargetServicePutResourceAsUnscalable' });
  if (isCoolingDown(situation, situation.lastScaleIn, proposal.cooldownSeconds)) return undefined;
  const capacity = withinBounds(proposal.capacity, situation);
  if (capacity < desiredCount) return scaleTo(capacity, proposal);
  return keep(proposal, { Code: 'AutoScalingAnticipatedFlapping', CurrentCapacity: desiredCount });
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
function scaleOutBase(situation: Situation, cooldownSeconds: number): number {
  const { lastScaleOut, runningCount } = situation;
  if (!lastScaleOut || !isCoolingDown(situation, lastScaleOut, cooldownSeconds)) return runningCount;
  return Math.min(lastScaleOut.fromCapacity, runningCount);
}

function trackingScaleOut(situation: Situation, policy: TrackingReading): Proposal {
  const cooldownSeconds = policy.scaleOutCooldownSeconds;
  const fromCapacity = scaleOutBase(situation, cooldownSeconds);
  return {
    policyName: policy.policyName,
    alarmName: policy.alarmHigh.alarmName,
    cooldownSeconds,
    fromCapacity,
    // "When actual capacity is 0 … it scales out by the minimum possible amount" (Amazon ECS, "Automatically scale").
    capacity: Math.max(proportionalCapacity(policy, fromCapacity), 1),
  };
}

/** Nothing unless all agree that may scale in. */
function trackingScaleIn({ tracking, runningCount }: Situation): Proposal[] {
  const mayScaleIn = tracking.flatMap(({ alarmLow, ...policy }) =>
    alarmLow ? [{ ...policy, alarmLow }] : [],
  );
  if (!mayScaleIn.every(({ alarmLow }) => alarmLow.isAlarming)) return [];
  return mayScaleIn.map((policy) => ({
    policyName: policy.policyName,
    alarmName: policy.alarmLow.alarmName,
    cooldownSeconds: policy.scaleInCooldownSeconds,
    fromCapacity: runningCount,
    capacity: proportionalCapacity(policy, runningCount),
  }));
}

/**
 * Capacity in proportion to metric and target, rounded up so that the metric is expected at or below its target: less
 * would make the alarm flap.
 */
function proportionalCapacity(
  { targetValue, metricValue = targetValue }: Pick<TrackingReading, 'targetValue' | 'metricValue'>,
  fromCapacity: number,
): number {
  const roundingError = 1e-9;
  return Math.ceil((fromCapacity * metricValue) / targetValue - roundingError);
}

function isInvoked(step: StepReading): boolean {
  return step.isInvoked;
}

function direction({ runningCount }: Situation, { adjust }: StepReading): number {
  return adjust(runningCount) - runningCount;
}

function stepProposal(
  { policyName, alarmName, cooldownSeconds, adjust }: StepReading,
  fromCapacity: number,
): Proposal {
  return { policyName, alarmName, cooldownSeconds, fromCapacity, capacity: adjust(fromCapacity) };
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

/** The first of the largest. */
function largest(proposals: readonly Proposal[]): Proposal | undefined {
  return proposals.reduce<Proposal | undefined>(
    (best, proposal) => (best && best.capacity >= proposal.capacity ? best : proposal),
    undefined,
  );
}

function scaleTo(desiredCount: number, { fromCapacity, policyName, alarmName }: Proposal): Decision {
  return { desiredCount, fromCapacity, policyName, alarmName };
}

function alreadyAtDesiredCapacity({ desiredCount }: Situation, trigger: Trigger): Decision {
  return keep(trigger, { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: desiredCount });
}

function keep({ policyName, alarmName }: Trigger, notScaledReason: NotScaledReason): Decision {
  return { notScaledReason, policyName, alarmName };
}
