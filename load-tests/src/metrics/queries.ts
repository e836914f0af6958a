import type { StageOutputs } from '../stage/outputs.ts';
import { addUp, highest, type Series } from './series.ts';

interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch's statistic, such as `Average` or `p99`. */
  readonly statistic: string;
}

/** One or several CloudWatch metrics that make one series. */
export interface SeriesQuery {
  readonly metrics: readonly MetricQuery[];
  readonly combine: (all: readonly Series[]) => Series;
}

/** Every series that a verdict or a chart of the report rests on. */
export const seriesNames = [
  'requests',
  'loadBalancerErrors',
  'targetErrors',
  'responseP50Seconds',
  'responseP95Seconds',
  'responseP99Seconds',
  'healthyTargets',
  'cpuPercent',
  'memoryPercent',
  'desiredTasks',
  'runningTasks',
  'redisItems',
  'redisHits',
  'redisMisses',
  'redisConnections',
  'redisBytes',
  'redisEngineCpuPercent',
  'sessionP50Ms',
  'sessionP95Ms',
  'sessionP99Ms',
  'sessionSamples',
  'sessionErrors',
  'postgresqlSessionP50Ms',
  'postgresqlSessionP95Ms',
  'postgresqlSessionP99Ms',
  'postgresqlSessionSamples',
  'postgresqlSessionErrors',
  'databaseCpuPercent',
  'fileSystemConnections',
  'fileSystemBytesRead',
] as const;

export type SeriesName = (typeof seriesNames)[number];

/** Names each series in CloudWatch's words, for AWS and the local stage alike. */
export function seriesQueries(
  outputs: StageOutputs,
  cacheClusterIds: readonly string[],
): Readonly<Record<SeriesName, SeriesQuery>> {
  const { clusterName, serviceName, loadBalancerFullName, targetGroupFullName, fileSystemId } = outputs;
  const databaseInstances = outputs.databaseInstanceIdentifier ? [outputs.databaseInstanceIdentifier] : [];
  const one = (metric: MetricQuery): SeriesQuery => ({ metrics: [metric], combine: addUp });
  const service = { ClusterName: clusterName, ServiceName: serviceName };
  const balancer = { LoadBalancer: loadBalancerFullName };
  const targets = { ...balancer, TargetGroup: targetGroupFullName };

  const ecs = (metric: string) =>
    one({ namespace: 'AWS/ECS', metric, dimensions: service, statistic: 'Average' });
  const insights = (metric: string) =>
    one({ namespace: 'ECS/ContainerInsights', metric, dimensions: service, statistic: 'Maximum' });
  const elb = (metric: string, statistic: string, dimensions: MetricQuery['dimensions'] = targets) =>
    one({ namespace: 'AWS/ApplicationELB', metric, dimensions, statistic });
  const redis = (metric: string, statistic: string, combine: SeriesQuery['combine']): SeriesQuery => ({
    metrics: cacheClusterIds.map((id) => ({
      namespace: 'AWS/ElastiCache',
      metric,
      dimensions: { CacheClusterId: id },
      statistic,
    })),
    combine,
  });
  const sessionsIn = (store: { SessionStore?: string }) => (metric: string, statistic: string) =>
    one({
      namespace: 'EduTechBR/LMS',
      metric,
      dimensions: { ServiceName: serviceName, ...store },
      statistic,
    });
  const redisSessions = sessionsIn({});
  const postgresqlSessions = sessionsIn({ SessionStore: 'postgresql' });
  const efs = (metric: string) =>
    one({ namespace: 'AWS/EFS', metric, dimensions: { FileSystemId: fileSystemId }, statistic: 'Sum' });

  return {
    requests: elb('RequestCount', 'Sum', balancer),
    loadBalancerErrors: elb('HTTPCode_ELB_5XX_Count', 'Sum', balancer),
    targetErrors: elb('HTTPCode_Target_5XX_Count', 'Sum'),
    responseP50Seconds: elb('TargetResponseTime', 'p50'),
    responseP95Seconds: elb('TargetResponseTime', 'p95'),
    responseP99Seconds: elb('TargetResponseTime', 'p99'),
    healthyTargets: elb('HealthyHostCount', 'Maximum'),
    cpuPercent: ecs('CPUUtilization'),
    memoryPercent: ecs('MemoryUtilization'),
    desiredTasks: insights('DesiredTaskCount'),
    runningTasks: insights('RunningTaskCount'),
    // Each node holds a copy of every session; hits, misses and connections are the node's own.
    redisItems: redis('CurrItems', 'Maximum', highest),
    redisBytes: redis('BytesUsedForCache', 'Maximum', highest),
    redisEngineCpuPercent: redis('EngineCPUUtilization', 'Maximum', highest),
    redisHits: redis('CacheHits', 'Sum', addUp),
    redisMisses: redis('CacheMisses', 'Sum', addUp),
    redisConnections: redis('CurrConnections', 'Maximum', addUp),
    sessionP50Ms: redisSessions('SessionOperationLatency', 'p50'),
    sessionP95Ms: redisSessions('SessionOperationLatency', 'p95'),
    sessionP99Ms: redisSessions('SessionOperationLatency', 'p99'),
    sessionSamples: redisSessions('SessionOperationLatency', 'SampleCount'),
    sessionErrors: redisSessions('SessionOperationErrors', 'Sum'),
    postgresqlSessionP50Ms: postgresqlSessions('SessionOperationLatency', 'p50'),
    postgresqlSessionP95Ms: postgresqlSessions('SessionOperationLatency', 'p95'),
    postgresqlSessionP99Ms: postgresqlSessions('SessionOperationLatency', 'p99'),
    postgresqlSessionSamples: postgresqlSessions('SessionOperationLatency', 'SampleCount'),
    postgresqlSessionErrors: postgresqlSessions('SessionOperationErrors', 'Sum'),
    databaseCpuPercent: {
      metrics: databaseInstances.map((id) => ({
        namespace: 'AWS/RDS',
        metric: 'CPUUtilization',
        dimensions: { DBInstanceIdentifier: id },
        statistic: 'Average',
      })),
      combine: addUp,
    },
    fileSystemConnections: efs('ClientConnections'),
    fileSystemBytesRead: efs('DataReadIOBytes'),
  };
}
