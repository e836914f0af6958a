import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  GetMetricDataCommand,
  paginateDescribeAlarms,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type MetricAlarm as DescribedAlarm,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import type {
  AlarmState,
  ComparisonOperator,
  Datapoint,
  MetricAlarm,
  TreatMissingData,
} from './metric-alarm.ts';

/** What is read from and kept in CloudWatch. */
export interface AlarmStore {
  putAlarm(definition: PutMetricAlarmInput): Promise<void>;
  deleteAlarms(names: readonly string[]): Promise<void>;
  /** All alarms on one metric; those on metric math or anomalies are left out. */
  alarms(): Promise<MetricAlarm[]>;
  setAlarmState(name: string, state: AlarmState, reason: string): Promise<void>;
  /** The datapoints of each alarm's metric by the alarm's period, the oldest first. */
  readMetrics(alarms: readonly MetricAlarm[], start: Date, end: Date): Promise<Datapoint[][]>;
}

/** "GetMetricData … as many as 500 different metrics" (Amazon CloudWatch API Reference, GetMetricData). */
const queriesOfACall = 500;

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

  async alarms(): Promise<MetricAlarm[]> {
    const alarms: MetricAlarm[] = [];
    const request = { AlarmTypes: ['MetricAlarm' as const], MaxRecords: 100 };
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: this.cloudWatch }, request))
      alarms.push(...toMetricAlarms(MetricAlarms));
    return alarms;
  }

  async setAlarmState(name: string, state: AlarmState, reason: string): Promise<void> {
    await this.cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason }),
    );
  }

  async readMetrics(alarms: readonly MetricAlarm[], start: Date, end: Date): Promise<Datapoint[][]> {
    const series: Datapoint[][] = [];
    for (let from = 0; from < alarms.length; from += queriesOfACall)
      series.push(...(await this.readSome(alarms.slice(from, from + queriesOfACall), start, end)));
    return series;
  }

  private async readSome(alarms: readonly MetricAlarm[], start: Date, end: Date): Promise<Datapoint[][]> {
    const { MetricDataResults = [] } = await this.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: start,
        EndTime: end,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: alarms.map((alarm, index) => ({ Id: `m${index}`, MetricStat: metricStat(alarm) })),
      }),
    );
    const results = new Map(MetricDataResults.map((result) => [result.Id, result]));
    return alarms.map((_, index) => {
      const { Timestamps = [], Values = [] } = results.get(`m${index}`) ?? {};
      return Timestamps.flatMap((timestamp, point) => {
        const value = Values[point];
        return value === undefined ? [] : [{ timestamp, value }];
      });
    });
  }
}

function metricStat({ metric, rule }: MetricAlarm) {
  const { namespace, metricName, dimensions, statistic, unit } = metric;
  const Metric = { Namespace: namespace, MetricName: metricName, Dimensions: [...dimensions] };
  return { Metric, Period: rule.periodSeconds, Stat: statistic, Unit: unit };
}

const comparisonOperators: ReadonlySet<string> = new Set<ComparisonOperator>([
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanThreshold',
]);

/** Alarms as DescribeAlarms answers them, without those on metric math or anomalies. */
export function toMetricAlarms(described: readonly DescribedAlarm[]): MetricAlarm[] {
  return described.filter(watchesOneMetric).map(toMetricAlarm);
}

function watchesOneMetric(alarm: DescribedAlarm): boolean {
  return Boolean(alarm.MetricName) && comparisonOperators.has(alarm.ComparisonOperator ?? '');
}

function toMetricAlarm(alarm: DescribedAlarm): MetricAlarm {
  const { EvaluationPeriods: evaluationPeriods = 1 } = alarm;
  return {
    name: alarm.AlarmName ?? '',
    arn: alarm.AlarmArn ?? '',
    state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
    alarmActions: alarm.ActionsEnabled === false ? [] : (alarm.AlarmActions ?? []),
    metric: {
      namespace: alarm.Namespace ?? '',
      metricName: alarm.MetricName ?? '',
      dimensions: (alarm.Dimensions ?? []).map(({ Name = '', Value = '' }) => ({ Name, Value })),
      statistic: alarm.ExtendedStatistic ?? alarm.Statistic ?? 'Average',
      ...(alarm.Unit && { unit: alarm.Unit }),
    },
    rule: {
      periodSeconds: alarm.Period ?? 60,
      comparisonOperator: alarm.ComparisonOperator as ComparisonOperator,
      threshold: alarm.Threshold ?? 0,
      evaluationPeriods,
      datapointsToAlarm: alarm.DatapointsToAlarm ?? evaluationPeriods,
      treatMissingData: (alarm.TreatMissingData ?? 'missing') as TreatMissingData,
    },
  };
}
