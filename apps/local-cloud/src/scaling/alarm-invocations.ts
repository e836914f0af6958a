import type { AlarmReading } from '../alarms/alarm-evaluator.ts';

const minuteMs = 60_000;

/**
 * When alarms invoke their scaling policies: "For Auto Scaling actions, the alarm continues to invoke the action once
 * per minute that the alarm remains in the new state" (Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms").
 */
export class AlarmInvocations {
  private readonly latest = new Map<string, number>();

  /** The alarms that invoke their actions now. */
  due(readings: readonly AlarmReading[], now: Date): AlarmReading[] {
    return readings.filter(({ alarm, state }) => {
      if (state !== 'ALARM') {
        this.latest.delete(alarm.name);
        return false;
      }
      const latest = this.latest.get(alarm.name) ?? -Infinity;
      const minutes = Math.floor((now.getTime() - latest) / minuteMs);
      if (minutes < 1) return false;
      this.latest.set(alarm.name, minutes === Infinity ? now.getTime() : latest + minutes * minuteMs);
      return true;
    });
  }
}
