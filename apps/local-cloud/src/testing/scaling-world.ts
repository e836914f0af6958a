import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ApplicationAutoScalingApi } from '../scaling/api.ts';
import type { AlarmState, Datapoint } from '../scaling/alarm-evaluation.ts';
import { Arns } from '../scaling/arns.ts';
import type { AlarmStore } from '../scaling/cloud-watch.ts';
import type { ScalableServices, ServiceCapacity } from '../scaling/ecs-services.ts';
import { Registry } from '../scaling/registry.ts';
import type { Requests } from '../scaling/requests.ts';
import { ScalingEngine } from '../scaling/scaling-engine.ts';
import type { TrackedMetric } from '../scaling/target-tracking.ts';
import { TrackingAlarms } from '../scaling/tracking-alarms.ts';

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

class FakeAlarmStore implements AlarmStore {
  readonly alarms = new Map<string, PutMetricAlarmInput & { state: AlarmState }>();
  readonly metrics = new Map<string, Datapoint[]>();

  async putAlarm(definition: PutMetricAlarmInput): Promise<void> {
    this.alarms.set(definition.AlarmName ?? '', { ...definition, state: 'INSUFFICIENT_DATA' });
  }

  async deleteAlarms(names: readonly string[]): Promise<void> {
    for (const name of names) this.alarms.delete(name);
  }

  async alarmStates(): Promise<ReadonlyMap<string, AlarmState>> {
    return new Map([...this.alarms].map(([name, { state }]) => [name, state]));
  }

  async setAlarmState(name: string, state: AlarmState): Promise<void> {
    const alarm = this.alarms.get(name);
    if (alarm) alarm.state = state;
  }

  async readMetric({ metricName }: TrackedMetric, start: Date, end: Date): Promise<Datapoint[]> {
    const datapoints = this.metrics.get(metricName) ?? [];
    return datapoints.filter(({ timestamp }) => timestamp >= start && timestamp < end);
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
    const alarms = new TrackingAlarms(this.store);
    const { registry, service: services } = this;
    const arns = new Arns('sa-east-1', '000000000000');
    this.api = new ApplicationAutoScalingApi({ registry, services, alarms, arns });
    this.engine = new ScalingEngine({ registry, services, alarms });
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
    return [...this.store.alarms.values()].find(
      ({ AlarmName, MetricName }) => AlarmName?.includes(kind) && MetricName === `${metric}Utilization`,
    )?.state;
  }

  private publish(metricName: string, value: number | undefined, timestamp: Date): void {
    if (value === undefined) return;
    const datapoints = this.store.metrics.get(metricName) ?? [];
    this.store.metrics.set(metricName, [...datapoints, { timestamp, value }]);
  }
}
