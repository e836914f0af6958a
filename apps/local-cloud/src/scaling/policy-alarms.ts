import type { AlarmStore } from '../alarms/alarm-store.ts';
import type { ScalingPolicyDescription } from './registry.ts';
import { alarmDefinitions, isTargetTracking } from './target-tracking.ts';

/** The alarms of policies. Target tracking keeps its own; those of step scaling belong to whoever made them. */
export class PolicyAlarms {
  private readonly store: AlarmStore;

  constructor(store: AlarmStore) {
    this.store = store;
  }

  async put(policy: ScalingPolicyDescription): Promise<void> {
    if (!isTargetTracking(policy)) return;
    for (const definition of alarmDefinitions(policy)) await this.store.putAlarm(definition);
  }

  async delete(policies: readonly ScalingPolicyDescription[]): Promise<void> {
    const names = policies.flatMap(({ Alarms }) => Alarms).map(({ AlarmName }) => AlarmName);
    if (names.length > 0) await this.store.deleteAlarms(names);
  }

  /** The alarms of a policy; those of a step scaling policy are the ones whose action it is. */
  async of(policy: ScalingPolicyDescription): Promise<ScalingPolicyDescription['Alarms']> {
    if (isTargetTracking(policy)) return policy.Alarms;
    const alarms = await this.store.alarms();
    return alarms
      .filter(({ alarmActions }) => alarmActions.includes(policy.PolicyARN))
      .map(({ name, arn }) => ({ AlarmName: name, AlarmARN: arn }));
  }
}
