import { evaluateAlarm, extraPeriods, type AlarmState, type Datapoint } from './alarm-evaluation.ts';
import type { AlarmStore } from './cloud-watch.ts';
import type { ScalingPolicyDescription } from './registry.ts';
import {
  alarmDefinitions,
  alarmKind,
  alarmPeriods,
  alarmThreshold,
  trackedMetric,
  type AlarmKind,
  type TargetTrackingPolicy,
} from './target-tracking.ts';

/** A policy's metric and alarms as just evaluated. */
export interface TrackingReading {
  readonly newest: Datapoint | undefined;
  readonly alarms: Partial<Record<AlarmKind, { readonly alarmName: string; readonly state: AlarmState }>>;
}

const minuteMs = 60_000;
const minutesToRead = alarmPeriods.AlarmLow + extraPeriods + 1;

/** The alarms that target tracking keeps in CloudWatch. */
export class TrackingAlarms {
  private readonly store: AlarmStore;

  constructor(store: AlarmStore) {
    this.store = store;
  }

  async put(policy: TargetTrackingPolicy): Promise<void> {
    for (const definition of alarmDefinitions(policy)) await this.store.putAlarm(definition);
  }

  async delete(policies: readonly ScalingPolicyDescription[]): Promise<void> {
    const names = policies.flatMap(({ Alarms }) => Alarms).map(({ AlarmName }) => AlarmName);
    if (names.length > 0) await this.store.deleteAlarms(names);
  }

  /** Evaluates the alarms of a policy and tells CloudWatch of those whose state changed. */
  async evaluate(policy: TargetTrackingPolicy, now: Date): Promise<TrackingReading> {
    const configuration = policy.TargetTrackingScalingPolicyConfiguration;
    const thisMinute = Math.floor(now.getTime() / minuteMs) * minuteMs;
    const datapoints = await this.store.readMetric(
      trackedMetric(policy, configuration),
      new Date(thisMinute - minutesToRead * minuteMs),
      new Date(thisMinute),
    );
    const states = await this.store.alarmStates(policy.Alarms.map(({ AlarmName }) => AlarmName));
    const alarms: TrackingReading['alarms'] = {};
    for (const { AlarmName: alarmName } of policy.Alarms) {
      const kind = alarmKind(alarmName);
      const before = states.get(alarmName) ?? 'INSUFFICIENT_DATA';
      const threshold = alarmThreshold(kind, configuration);
      const breaches = (value: number) => (kind === 'AlarmHigh' ? value > threshold : value < threshold);
      const state = evaluateAlarm({ breaches, periods: alarmPeriods[kind] }, datapoints, now) ?? before;
      if (state !== before) {
        await this.store.setAlarmState(
          alarmName,
          state,
          stateReason(state, datapoints.slice(-alarmPeriods[kind]), threshold),
        );
      }
      alarms[kind] = { alarmName, state };
    }
    return { newest: datapoints.at(-1), alarms };
  }
}

function stateReason(state: AlarmState, datapoints: readonly Datapoint[], threshold: number): string {
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: no datapoints were received.';
  const values = datapoints.map(({ value }) => value.toFixed(2)).join(', ');
  return `Threshold Crossed: ${datapoints.length} datapoints [${values}] against the threshold (${threshold}).`;
}
