import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { AlarmTopic, type DeploymentContext, type EncryptionKey } from '@edutechbr/foundation';
import { Construct } from 'constructs';

interface NodeAlarm {
  readonly name: string;
  readonly description: string;
  readonly metricName: string;
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  /** The alarm goes off above it. */
  readonly threshold: number;
  /** Consecutive minutes above the threshold. */
  readonly minutes: number;
}

const nodeAlarms: readonly NodeAlarm[] = [
  {
    name: 'engine-cpu',
    description: "Redis's one thread is busy more than 75 % of the time: take a faster node type",
    metricName: 'EngineCPUUtilization',
    statistic: 'Average',
    threshold: 75,
    minutes: 3,
  },
  {
    name: 'memory',
    description: 'Redis has filled 75 % of its memory: take a larger node type before sessions are evicted',
    metricName: 'DatabaseMemoryUsagePercentage',
    statistic: 'Maximum',
    threshold: 75,
    minutes: 3,
  },
  {
    name: 'evictions',
    description: 'Redis has evicted sessions for lack of memory: students have been signed out',
    metricName: 'Evictions',
    statistic: 'Sum',
    threshold: 0,
    minutes: 1,
  },
  {
    name: 'replication-lag',
    description: 'A replica is more than 10 seconds behind: a failover would lose that much',
    metricName: 'ReplicationLag',
    statistic: 'Maximum',
    threshold: 10,
    minutes: 3,
  },
];

export interface CacheAlarmsProps {
  readonly context: DeploymentContext;
  /** Encrypts the topic. */
  readonly encryptionKey: EncryptionKey;
  readonly replicationGroupId: string;
}

/**
 * A replication group without shards has at most so many nodes (Amazon ElastiCache, "High availability using replication
 * groups"). One that replaces another, or is added later, takes the next free number.
 */
const mostNodes = 6;

/** Alarms on each node that the replication group may have; their topic is there to be subscribed to. */
export class CacheAlarms extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: CacheAlarmsProps) {
    super(scope, id);
    const { context, encryptionKey, replicationGroupId } = props;
    this.topicArn = new AlarmTopic(this, 'topic', { context, purpose: 'redis', encryptionKey }).arn;
    for (let node = 1; node <= mostNodes; node++) {
      for (const alarm of nodeAlarms) {
        this.createAlarm(context, alarm, replicationGroupId, String(node).padStart(3, '0'));
      }
    }
  }

  /** ElastiCache itself numbers the nodes of a group: `GROUP-001`, `GROUP-002`, … */
  private createAlarm({ names }: DeploymentContext, alarm: NodeAlarm, groupId: string, node: string): void {
    new CloudwatchMetricAlarm(this, `${alarm.name}-${node}`, {
      alarmName: names.name(`alarm-redis-${alarm.name}`, node),
      alarmDescription: alarm.description,
      namespace: 'AWS/ElastiCache',
      metricName: alarm.metricName,
      dimensions: { CacheClusterId: `${groupId}-${node}` },
      statistic: alarm.statistic,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: alarm.threshold,
      period: 60,
      evaluationPeriods: alarm.minutes,
      treatMissingData: 'notBreaching',
      alarmActions: [this.topicArn],
      okActions: [this.topicArn],
    });
  }
}
