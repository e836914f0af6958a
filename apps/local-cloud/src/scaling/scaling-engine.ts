import {
  causes,
  desiredCountActivity,
  fail,
  fulfil,
  giveUp,
  notScaledActivity,
  override,
} from './activities.ts';
import type { AlarmEvaluator } from '../alarms/alarm-evaluator.ts';
import { AlarmInvocations } from './alarm-invocations.ts';
import { decide, type Decision, type PastScaling } from './decision.ts';
import type { ScalableServices, ServiceCapacity } from './ecs-services.ts';
import { readPolicies, type Alarms } from './policy-readings.ts';
import {
  targetKey,
  type Registry,
  type ScalableTarget,
  type ScalableTargetDescription,
  type ScalingActivity,
} from './registry.ts';
import { runDueActions } from './scheduled-actions.ts';

/** How long ECS may take to reach a desired count; AWS documents the status `Unfulfilled`, not the time. */
const fulfilmentMs = 10 * 60_000;

/** What the engine remembers of a target beyond its description. */
interface History {
  current?: CurrentScaling;
  lastScaleOut?: PastScaling;
  lastScaleIn?: PastScaling;
}

/** What ECS was asked for and has not fulfilled yet. */
interface CurrentScaling {
  readonly activity: ScalingActivity;
  readonly desiredCount: number;
}

export interface ScalingEngineProps {
  readonly registry: Registry;
  readonly services: ScalableServices;
  readonly alarms: AlarmEvaluator;
  /** @default - the machine's clock */
  readonly clock?: () => Date;
}

/** Carries out scheduled actions, bounds and scaling policies of all registered targets. */
export class ScalingEngine {
  private readonly registry: Registry;
  private readonly services: ScalableServices;
  private readonly alarms: AlarmEvaluator;
  private readonly invocations = new AlarmInvocations();
  private readonly clock: () => Date;
  private readonly histories = new WeakMap<ScalableTarget, History>();

  constructor({ registry, services, alarms, clock = () => new Date() }: ScalingEngineProps) {
    this.registry = registry;
    this.services = services;
    this.alarms = alarms;
    this.clock = clock;
  }

  async tick(): Promise<void> {
    const readings = await this.alarms.evaluate();
    const alarms = { readings, due: this.invocations.due(readings, this.clock()) };
    for (const target of this.registry.targets()) {
      this.runScheduledActions(target);
      const capacity = await this.services.describe(target.description.ResourceId);
      if (!capacity) continue;
      this.followUp(target, capacity);
      await this.enforceBounds(target, capacity);
      await this.followPolicies(target, alarms);
    }
  }

  private runScheduledActions(target: ScalableTarget): void {
    const now = this.clock();
    for (const activity of runDueActions(target, now)) this.record(activity);
  }

  /** Ends the activity that waits for ECS. */
  private followUp(target: ScalableTarget, { desiredCount, runningCount }: ServiceCapacity): void {
    const history = this.history(target);
    const { current } = history;
    if (!current) return;
    const now = this.clock();
    if (desiredCount !== current.desiredCount) override(current.activity, current.desiredCount, now);
    else if (runningCount === desiredCount) fulfil(current.activity, desiredCount, now);
    else if (now.getTime() - current.activity.StartTime.getTime() > fulfilmentMs) {
      giveUp(current.activity, desiredCount, now);
    } else return;
    delete history.current;
  }

  private async enforceBounds(target: ScalableTarget, capacity: ServiceCapacity): Promise<void> {
    if (!target.boundsToEnforce) return;
    target.boundsToEnforce = false;
    const { MinCapacity, MaxCapacity } = target.description;
    if (capacity.desiredCount < MinCapacity) {
      await this.scale(target, MinCapacity, causes.minimum(MinCapacity));
    } else if (capacity.desiredCount > MaxCapacity) {
      await this.scale(target, MaxCapacity, causes.maximum(MaxCapacity));
    }
  }

  private async followPolicies(target: ScalableTarget, alarms: Alarms): Promise<void> {
    const policies = readPolicies([...target.policies.values()], alarms);
    if (!policies) return;
    // Read anew: a scheduled action or the bounds may just have changed it.
    const capacity = await this.services.describe(target.description.ResourceId);
    if (!capacity) return;
    const { lastScaleOut, lastScaleIn } = this.history(target);
    const decision = decide({
      now: this.clock(),
      ...capacity,
      ...limits(target.description),
      ...policies,
      lastScaleOut,
      lastScaleIn,
    });
    if (decision) await this.carryOut(target, capacity, decision);
  }

  private async carryOut(
    target: ScalableTarget,
    capacity: ServiceCapacity,
    decision: Decision,
  ): Promise<void> {
    const cause = causes.alarm(decision.alarmName, decision.policyName);
    if ('notScaledReason' in decision) {
      const key = targetKey(target.description);
      this.record(notScaledActivity(key, decision.notScaledReason, cause, this.clock()));
      return;
    }
    const { desiredCount, fromCapacity } = decision;
    const activity = await this.scale(target, desiredCount, cause);
    if (activity.StatusCode === 'Failed') return;
    const history = this.history(target);
    if (desiredCount < capacity.desiredCount) {
      history.lastScaleIn = { activity, fromCapacity };
    } else {
      history.lastScaleOut = { activity, fromCapacity };
      // "The scale-in cooldown period stops and doesn't complete."
      delete history.lastScaleIn;
    }
  }

  private async scale(target: ScalableTarget, desiredCount: number, cause: string): Promise<ScalingActivity> {
    const history = this.history(target);
    const now = this.clock();
    const activity = desiredCountActivity(targetKey(target.description), desiredCount, cause, now);
    this.record(activity);
    try {
      await this.services.setDesiredCount(target.description.ResourceId, desiredCount);
    } catch (error) {
      fail(activity, desiredCount, error, now);
      return activity;
    }
    if (history.current) override(history.current.activity, history.current.desiredCount, now);
    history.current = { activity, desiredCount };
    return activity;
  }

  private record(activity: ScalingActivity): void {
    this.registry.activities.unshift(activity);
  }

  private history(target: ScalableTarget): History {
    const known = this.histories.get(target);
    if (known) return known;
    const history: History = {};
    this.histories.set(target, history);
    return history;
  }
}

function limits({ MinCapacity, MaxCapacity, SuspendedState }: ScalableTargetDescription) {
  return {
    minCapacity: MinCapacity,
    maxCapacity: MaxCapacity,
    scaleOutSuspended: SuspendedState.DynamicScalingOutSuspended,
    scaleInSuspended: SuspendedState.DynamicScalingInSuspended,
  };
}
