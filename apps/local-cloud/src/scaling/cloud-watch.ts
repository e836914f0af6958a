import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmState, Datapoint } from './alarm-evaluation.ts';
import type { TrackedMetric } from './target-tracking.ts';

/** What Application Auto Scaling reads from and keeps in CloudWatch. */
export interface AlarmStore {
  putAlarm(definition: PutMetricAlarmInput): Promise<void>;
  deleteAlarms(names: readonly string[]): Promise<void>;
  /** By name, of those that exist. */
  alarmStates(names: readonly string[]): Promise<ReadonlyMap<string, AlarmState>>;
  setAlarmState(name: string, state: AlarmState, reason: string): Promise<void>;
  /** Periods of one minute, the oldest first. */
  readMetric(metric: TrackedMetric, start: Date, end: Date): Promise<Datapoint[]>;
}

export class CloudWatchAlarmStore implements AlarmStore {
  private readonly cloudWatch: CloudWatchClient;

  constructor(cloudWatch: CloudWatchClient) {
    this.cloudWatch = cloudWatch;
  }

  async putAlarm(definition: PutMetricAlarmInput): Promise<void> {
    await this.cloudWatch.send(new PutMetricAlarmCommand(definition));
  }

  async deleteAlarms(names: readonly string[]): Promise<void> {
    await this.cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [...names] }));
  }

  async alarmStates(names: readonly string[]): Promise<ReadonlyMap<string, AlarmState>> {
    const { MetricAlarms = [] } = await this.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [...names] }),
    );
    return new Map(
      MetricAlarms.map(({ AlarmName = '', StateValue = 'INSUFFICIENT_DATA' }) => [AlarmName, StateValue]),
    );
  }

  async setAlarmState(name: string, state: AlarmState, reason: string): Promise<void> {
    await this.cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason }),
    );
  }

  async readMetric(metric: TrackedMetric, start: Date, end: Date): Promise<Datapoint[]> {
    const Metric = {
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: [...metric.dimensions],
    };
    const MetricStat = { Metric, Period: 60, Stat: metric.statistic, Unit: metric.unit };
    const { MetricDataResults = [] } = await this.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: start,
        EndTime: end,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [{ Id: 'tracked', MetricStat }],
      }),
    );
    const { Timestamps = [], Values = [] } = MetricDataResults[0] ?? {};
    return Timestamps.flatMap((timestamp, index) => {
      const value = Values[index];
      return value === undefined ? [] : [{ timestamp, value }];
    });
  }
}
