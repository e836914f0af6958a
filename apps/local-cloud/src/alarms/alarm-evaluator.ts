import type { AlarmStore } from './alarm-store.ts';
import { evaluateAlarm, evaluationStart } from './alarm-evaluation.ts';
import type { AlarmState, Datapoint, MetricAlarm } from './metric-alarm.ts';
import { stateReason } from './state-reason.ts';

/** An alarm as just evaluated. */
export interface AlarmReading {
  readonly alarm: MetricAlarm;
  readonly state: AlarmState;
  /** Of the alarm's metric, by its period and statistic, the oldest first. */
  readonly datapoints: readonly Datapoint[];
}

/** Sets the states of all metric alarms, as CloudWatch does by itself. */
export class AlarmEvaluator {
  private readonly store: AlarmStore;
  private readonly clock: () => Date;

  /** @param clock the machine's unless said otherwise */
  constructor(store: AlarmStore, clock: () => Date = () => new Date()) {
    this.store = store;
    this.clock = clock;
  }

  async evaluate(): Promise<AlarmReading[]> {
    const now = this.clock();
    const alarms = await this.store.alarms();
    if (alarms.length === 0) return [];
    const start = Math.min(...alarms.map(({ rule }) => evaluationStart(rule, now).getTime()));
    const series = await this.store.readMetrics(alarms, new Date(start), now);
    return Promise.all(alarms.map((alarm, index) => this.update(alarm, series[index] ?? [], now)));
  }

  private async update(
    alarm: MetricAlarm,
    datapoints: readonly Datapoint[],
    now: Date,
  ): Promise<AlarmReading> {
    const { rule, state: before } = alarm;
    // The period that runs is not complete.
    const complete = datapoints.filter(
      ({ timestamp }) => timestamp.getTime() + rule.periodSeconds * 1000 <= now.getTime(),
    );
    const state = evaluateAlarm(rule, complete, now) ?? before;
    if (state !== before) {
      const reason = stateReason(rule, complete, before, state);
      await this.store.setAlarmState(alarm.name, state, reason);
    }
    return { alarm, state, datapoints: complete };
  }
}
