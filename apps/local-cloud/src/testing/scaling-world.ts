import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { AlarmEvaluator } from '../alarms/alarm-evaluator.ts';
import { toMetricAlarms, type AlarmStore } from '../alarms/alarm-store.ts';
import type { AlarmState, Datapoint, MetricAlarm } from '../alarms/metric-alarm.ts';
import { ApplicationAutoScalingApi } from '../scaling/api.ts';
import { Arns } from '../scaling/arns.ts';
import type { ScalableServices, ServiceCapacity } from '../scaling/ecs-services.ts';
import { PolicyAlarms } from '../scaling/policy-alarms.ts';
import { Registry } from '../scaling/registry.ts';
import type { Requests, StepScalingConfiguration } from '../scaling/requests.ts';
import { ScalingEngine } from '../scaling/scaling-engine.ts';

export const serviceKey = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/cluster/lms',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

interface Utilization {
  /** Percent; undefined publishes no datapoint. */
  readonly cpu?: number | undefined;
  readonly memory?: number | undefined;
}

/** An ECS service that starts and stops its tasks at once unless told otherwise. */
class FakeService implements ScalableServices {
  capacity: ServiceCapacity = { desiredCount: 2, runningCount: 2, deploying: false };
  startsTasks = true;
  exists = true;
  error: Error | undefined;

  async describe(): Promise<ServiceCapacity | undefined> {
    return this.exists ? this.capacity : undefined;
  }

  async setDesiredCount(_resourceId: string, desiredCount: number): Promise<void> {
    if (this.error) throw this.error;
    const runningCount = this.startsTasks ? desiredCount : this.capacity.runningCount;
    this.capacity = { ...this.capacity, desiredCount, runningCount };
  }
}

interface StateChange {
  readonly at: Date;
  readonly alarmName: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

/** CloudWatch: what is published is averaged over the period of the alarm that asks. */
class FakeAlarmStore implements AlarmStore {
  readonly definitions = new Map<string, PutMetricAlarmInput>();
  readonly states = new Map<string, AlarmState>();
  readonly history: StateChange[] = [];
  readonly published: (Datapoint & { readonly metricName: string })[] = [];

  async putAlarm(definition: PutMetricAlarmInput): Promise<void> {
    this.definitions.set(definition.AlarmName ?? '', definition);
  }

  async deleteAlarms(names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.definitions.delete(name);
      this.states.delete(name);
    }
  }

  async alarms(): Promise<MetricAlarm[]> {
    const described = [...this.definitions.values()].map((definition) => ({
      ...definition,
      StateValue: this.states.get(definition.AlarmName ?? ''),
    }));
    return toMetricAlarms(described);
  }

  async setAlarmState(alarmName: string, to: AlarmState, reason: string): Promise<void> {
    const from = this.states.get(alarmName) ?? 'INSUFFICIENT_DATA';
    this.history.push({ at: new Date(), alarmName, from, to, reason });
    this.states.set(alarmName, to);
  }

  async readMetrics(alarms: readonly MetricAlarm[], start: Date, end: Date): Promise<Datapoint[][]> {
    return alarms.map(({ metric, rule }) => {
      const periodMs = rule.periodSeconds * 1000;
      const periods = new Map<number, number[]>();
      for (const { metricName, timestamp, value } of this.published) {
        if (metricName !== metric.metricName || timestamp < start || timestamp >= end) continue;
        const period = Math.floor(timestamp.getTime() / periodMs) * periodMs;
        periods.set(period, [...(periods.get(period) ?? []), value]);
      }
      return [...periods].map(([period, values]) => ({
        timestamp: new Date(period),
        value: values.reduce((sum, value) => sum + value, 0) / values.length,
      }));
    });
  }
}

/** Application Auto Scaling with a service and metrics that a test controls; needs Jest's fake timers. */
export class ScalingWorld {
  readonly service = new FakeService();
  readonly store = new FakeAlarmStore();
  readonly registry = new Registry();
  readonly api: ApplicationAutoScalingApi;
  readonly engine: ScalingEngine;

  constructor() {
    const { registry, service: services, store } = this;
    const arns = new Arns('sa-east-1', '000000000000');
    const alarms = new PolicyAlarms(store);
    this.api = new ApplicationAutoScalingApi({ registry, services, alarms, arns });
    this.engine = new ScalingEngine({ registry, services, alarms: new AlarmEvaluator(store) });
  }

  async register(bounds: { MinCapacity: number; MaxCapacity: number }): Promise<void> {
    await this.api.RegisterScalableTarget({ ...serviceKey, ...bounds });
  }

  async track(
    metric: 'CPU' | 'Memory',
    settings: Omit<
      NonNullable<Requests['PutScalingPolicy']['TargetTrackingScalingPolicyConfiguration']>,
      'PredefinedMetricSpecification'
    >,
  ): Promise<void> {
    await this.api.PutScalingPolicy({
      ...serviceKey,
      PolicyName: metric.toLowerCase(),
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: `ECSServiceAverage${metric}Utilization` },
        ...settings,
      },
    });
  }

  /** A step scaling policy `name`; @returns its ARN, the action of an alarm */
  async step(name: string, configuration: StepScalingConfiguration): Promise<string> {
    const PolicyType = 'StepScaling';
    await this.api.PutScalingPolicy({
      ...serviceKey,
      PolicyName: name,
      PolicyType,
      StepScalingPolicyConfiguration: configuration,
    });
    const policies = [...(this.registry.find(serviceKey)?.policies.values() ?? [])];
    return policies.find(({ PolicyName }) => PolicyName === name)?.PolicyARN ?? '';
  }

  /** Lets minutes pass; each ends with its datapoints and a tick. */
  async minutes(count: number, utilization: Utilization = {}): Promise<void> {
    for (let minute = 0; minute < count; minute++) {
      const timestamp = new Date();
      jest.advanceTimersByTime(60_000);
      this.publish('CPUUtilization', utilization.cpu, timestamp);
      this.publish('MemoryUtilization', utilization.memory, timestamp);
      await this.engine.tick();
    }
  }

  /** `<status>: <description> <cause>` of each activity, the oldest first; alarms without their unique part. */
  activities(): string[] {
    return this.registry.activities
      .map(({ StatusCode, Description, Cause, NotScaledReasons }) => {
        const reason = NotScaledReasons?.[0]?.Code;
        return [`${StatusCode}:`, reason ?? Description, Cause.replace(/-[0-9a-f-]{36}/, '')].join(' ');
      })
      .reverse();
  }

  alarmState(kind: 'AlarmHigh' | 'AlarmLow', metric: 'CPU' | 'Memory'): AlarmState | undefined {
    const alarm = [...this.store.definitions.values()].find(
      ({ AlarmName, MetricName }) => AlarmName?.includes(kind) && MetricName === `${metric}Utilization`,
    );
    return alarm && (this.store.states.get(alarm.AlarmName ?? '') ?? 'INSUFFICIENT_DATA');
  }

  publish(metricName: string, value: number | undefined, timestamp: Date): void {
    if (value !== undefined) this.store.published.push({ metricName, value, timestamp });
  }
}
