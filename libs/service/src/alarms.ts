import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import type { Metric, ServiceMetrics } from './metrics.ts';

export interface ServiceAlarmsProps {
  readonly context: DeploymentContext;
  readonly metrics: ServiceMetrics;
  readonly topicArn: string;
  readonly minTasks: number;
  readonly maxTasks: number;
}

/** When an alarm is raised: by default when the metric is above the threshold in each of the last minutes. */
type Condition = Partial<CloudwatchMetricAlarmConfig> &
  Metric & { readonly threshold: number; readonly minutes: number };

/** What an operator must know: the service is failing, slow, at its limit, or short of tasks. */
export class ServiceAlarms extends Construct {
  /** Tells whether a deployment breaks the service. */
  readonly targetErrors: CloudwatchMetricAlarm;
  /** Tell that the service is ill by itself: a fault that is injected must not add to that. */
  readonly illness: readonly CloudwatchMetricAlarm[];

  private readonly props: ServiceAlarmsProps;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { targetErrors, unhealthyTasks } = this.watchErrors();
    this.targetErrors = targetErrors;
    this.watchLatency();
    this.illness = [unhealthyTasks, this.watchCapacity()];
  }

  private watchErrors() {
    const { targetGroup, loadBalancer } = this.props.metrics;
    this.alarm(
      'load-balancer-5xx',
      'The load balancer itself answers with errors: no healthy task, or none in time',
      {
        ...loadBalancer('HTTPCode_ELB_5XX_Count'),
        statistic: 'Sum',
        threshold: 10,
        minutes: 2,
      },
    );
    const unhealthyTasks = this.alarm(
      'unhealthy-tasks',
      "A task fails the load balancer's check and is not replaced",
      {
        ...targetGroup('UnHealthyHostCount'),
        statistic: 'Maximum',
        threshold: 0,
        minutes: 5,
      },
    );
    const targetErrors = this.alarm('target-5xx', 'The LMS answers with errors', {
      ...targetGroup('HTTPCode_Target_5XX_Count'),
      statistic: 'Sum',
      threshold: 10,
      minutes: 2,
    });
    return { targetErrors, unhealthyTasks };
  }

  private watchLatency(): void {
    const { targetGroup, lms } = this.props.metrics;
    this.alarm('latency', 'One request in a hundred takes longer than 2 s', {
      ...targetGroup('TargetResponseTime'),
      extendedStatistic: 'p99',
      threshold: 2,
      minutes: 5,
    });
    this.alarm('session-latency', 'One session operation in a hundred takes longer than 50 ms', {
      ...lms('SessionOperationLatency'),
      extendedStatistic: 'p99',
      threshold: 50,
      minutes: 5,
    });
  }

  private watchCapacity(): CloudwatchMetricAlarm {
    const { minTasks, maxTasks, metrics } = this.props;
    this.alarm('cpu', 'Scaling does not keep CPU in bounds', {
      ...metrics.utilization('CPUUtilization'),
      statistic: 'Average',
      threshold: 85,
      minutes: 10,
    });
    this.alarm('memory', 'Scaling does not keep memory in bounds', {
      ...metrics.utilization('MemoryUtilization'),
      statistic: 'Average',
      threshold: 90,
      minutes: 10,
    });
    this.alarm('tasks-at-maximum', `All ${maxTasks} tasks are in use: more load finds no more tasks`, {
      ...metrics.taskCount('RunningTaskCount'),
      statistic: 'Average',
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: maxTasks,
      minutes: 10,
    });
    return this.alarm('tasks-below-minimum', `Fewer than ${minTasks} tasks run`, {
      ...metrics.taskCount('RunningTaskCount'),
      statistic: 'Average',
      comparisonOperator: 'LessThanThreshold',
      threshold: minTasks,
      minutes: 5,
    });
  }

  private alarm(
    name: string,
    description: string,
    { minutes, ...condition }: Condition,
  ): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, name, {
      alarmName: this.props.context.names.name('alarm', name),
      alarmDescription: description,
      comparisonOperator: 'GreaterThanThreshold',
      period: 60,
      evaluationPeriods: minutes,
      // The load balancer publishes no zeros: without errors there is no datapoint.
      treatMissingData: 'notBreaching',
      alarmActions: [this.props.topicArn],
      okActions: [this.props.topicArn],
      ...condition,
    });
  }
}
