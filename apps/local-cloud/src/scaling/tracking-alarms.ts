import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import { evaluateAlarm, extraPeriods, type AlarmState, type Datapoint } from './alarm-evaluation.ts';
import {
  alarmDefinitions,
  alarmKind,
  alarmPeriods,
  alarmThreshold,
  trackedMetric,
  type AlarmKind,
  type TargetTrackingPolicy,
} from './target-tracking.ts';

/** A policy's alarms and metric as just evaluated. */
export interface TrackingReading {
  readonly newest: Datapoint | undefined;
  readonly alarms: Partial<Record<AlarmKind, { readonly alarmName: string; readonly state: AlarmState }>>;
}

/** The alarms that target tracking keeps in CloudWatch. */
export interface TrackingAlarms {
  put(policy: TargetTrackingPolicy): Promise<void>;
  delete(alarmNames: readonly string[]): Promise<void>;
  /** Evaluates the alarms of a policy and tells CloudWatch of those whose state changed. */
  evaluate(policy: TargetTrackingPolicy, now: Date): Promise<TrackingReading>;
}

const minutesToRead = alarmPeriods.AlarmLow + extraPeriods + 1;

export class CloudWatchTrackingAlarms implements TrackingAlarms {
  private readonly cloudWatch: CloudWatchClient;

  constructor(cloudWatch: CloudWatchClient) {
    this.cloudWatch = cloudWatch;
  }

  async put(policy: TargetTrackingPolicy): Promise<void> {
    for (const alarm of alarmDefinitions(policy))
      await this.cloudWatch.send(new PutMetricAlarmCommand(alarm));
  }

  async delete(alarmNames: readonly string[]): Promise<void> {
    if (alarmNames.length > 0) {
      await this.cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [...alarmNames] }));
    }
  }

  async evaluate(policy: TargetTrackingPolicy, now: Date): Promise<TrackingReading> {
    const datapoints = await this.read(policy, now);
    const states = await this.states(policy);
    const alarms: TrackingReading['alarms'] = {};
    for (const { AlarmName } of policy.Alarms) {
      const before = states.get(AlarmName) ?? 'INSUFFICIENT_DATA';
      const state = evaluateAlarm(alarmRule(policy, alarmKind(AlarmName)), datapoints, now) ?? before;
      if (state !== before) await this.setState(AlarmName, state, datapoints, policy);
      alarms[alarmKind(AlarmName)] = { alarmName: AlarmName, state };
    }
    return { newest: datapoints.at(-1), alarms };
  }

  /** Oldest first. */
  private async read(policy: TargetTrackingPolicy, now: Date): Promise<Datapoint[]> {
    const metric = trackedMetric(policy, policy.TargetTrackingScalingPolicyConfiguration);
    const currentMinute = Math.floor(now.getTime() / 60_000) * 60_000;
    const { MetricDataResults = [] } = await this.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(currentMinute - minutesToRead * 60_000),
        EndTime: new Date(currentMinute),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          {
            Id: 'tracked',
            MetricStat: {
              Metric: {
                Namespace: metric.namespace,
                MetricName: metric.metricName,
                Dimensions: [...metric.dimensions],
              },
              Period: 60,
              Stat: metric.statistic,
              Unit: metric.unit,
            },
          },
        ],
      }),
    );
    const { Timestamps = [], Values = [] } = MetricDataResults[0] ?? {};
    return Timestamps.flatMap((timestamp, index) => {
      const value = Values[index];
      return value === undefined ? [] : [{ timestamp, value }];
    });
  }

  private async states(policy: TargetTrackingPolicy): Promise<Map<string, AlarmState>> {
    const AlarmNames = policy.Alarms.map(({ AlarmName }) => AlarmName);
    const { MetricAlarms = [] } = await this.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
    return new Map(
      MetricAlarms.map(({ AlarmName = '', StateValue = 'INSUFFICIENT_DATA' }) => [AlarmName, StateValue]),
    );
  }

  private async setState(
    alarmName: string,
    state: AlarmState,
    datapoints: readonly Datapoint[],
    policy: TargetTrackingPolicy,
  ): Promise<void> {
    const kind = alarmKind(alarmName);
    const threshold = alarmThreshold(kind, policy.TargetTrackingScalingPolicyConfiguration);
    const recent = datapoints.slice(-alarmPeriods[kind]).map(({ value }) => value.toFixed(2));
    const reason =
      state === 'INSUFFICIENT_DATA'
        ? 'Insufficient Data: no datapoints were received.'
        : `Threshold Crossed: ${recent.length} datapoints [${recent.join(', ')}] against the threshold (${threshold}).`;
    await this.cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: alarmName, StateValue: state, StateReason: reason }),
    );
  }
}

function alarmRule(policy: TargetTrackingPolicy, kind: AlarmKind) {
  const threshold = alarmThreshold(kind, policy.TargetTrackingScalingPolicyConfiguration);
  return {
    periods: alarmPeriods[kind],
    breaches: (value: number) => (kind === 'AlarmHigh' ? value > threshold : value < threshold),
  };
}
