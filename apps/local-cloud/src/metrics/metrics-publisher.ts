import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import type { RedisNodeStats } from '../redis/redis-fleet.ts';
import type { AwsClientSettings, LoadBalancerStats, Part, PartContext, Tasks } from '../types.ts';
import { containerInsights } from './container-insights.ts';
import { DatabaseMetrics, type MeasuredDatabase } from './database-metrics.ts';
import { EcsUtilization } from './ecs-utilization.ts';
import { EfsMetrics } from './efs-metrics.ts';
import { loadBalancerMetrics } from './load-balancer-metrics.ts';
import { readProcessIo } from './process-io.ts';
import { RedisMetrics } from './redis-metrics.ts';
import type { Measurement } from './statistic-set.ts';

const minuteMs = 60_000;

/** Tasks are sampled three times a minute, so that one that lives only for a part of it counts as well. */
const sampleMs = 20_000;

/** CloudWatch's limit for one request. */
const measurementsOfOneRequest = 1000;

export interface MetricsPublisherProps {
  readonly context: PartContext;
  readonly aws: AwsClientSettings;
  readonly tasks: Tasks;
  readonly loadBalancer: LoadBalancerStats;
  readonly redis: { stats(): Promise<RedisNodeStats[]> };
  readonly database: MeasuredDatabase;
  /**
   * How many tasks each service has.
   * @default - ECS is asked
   */
  readonly taskCounts?: () => Promise<Measurement[]>;
  /** @default - the machine's clock */
  readonly clock?: () => Date;
}

/** Publishes what AWS would, every whole minute, measured on the processes of this machine. */
export class MetricsPublisher implements Part {
  readonly name = 'metrics';

  private readonly props: MetricsPublisherProps;
  private readonly clock: () => Date;
  private readonly cloudWatch: CloudWatchClient;
  private readonly ecs: ECSClient;
  private readonly utilization = new EcsUtilization();
  private readonly redisMetrics = new RedisMetrics();
  private readonly databaseMetrics = new DatabaseMetrics();
  private readonly efsMetrics = new EfsMetrics(readProcessIo);
  private lastTick: Date;
  private published: { readonly minute: Date; readonly count: number } | undefined;

  constructor(props: MetricsPublisherProps) {
    this.props = props;
    this.clock = props.clock ?? (() => new Date());
    this.lastTick = this.clock();
    this.cloudWatch = new CloudWatchClient({ ...props.aws, disableRequestCompression: true });
    this.ecs = new ECSClient(props.aws);
  }

  async start(): Promise<void> {
    this.lastTick = this.clock();
  }

  async tick(): Promise<void> {
    const now = this.clock();
    const crossed = (periodMs: number) =>
      Math.floor(now.getTime() / periodMs) > Math.floor(this.lastTick.getTime() / periodMs);
    const [sampling, publishing] = [crossed(sampleMs), crossed(minuteMs)];
    this.lastTick = now;
    if (sampling) this.utilization.sample(this.props.tasks.running(), now);
    if (publishing) await this.publish(now);
  }

  describe(): string {
    if (!this.published) return 'nothing published yet';
    return `${this.published.count} data of the minute ${this.published.minute.toISOString()}`;
  }

  async stop(): Promise<void> {
    this.cloudWatch.destroy();
    this.ecs.destroy();
  }

  /** What one source cannot say is missing, the others are published all the same. */
  private async publish(now: Date): Promise<void> {
    const minute = new Date((Math.floor(now.getTime() / minuteMs) - 1) * minuteMs);
    const sources = this.sources(now);
    const results = await Promise.allSettled(
      Object.entries(sources).map(async ([namespace, collect]) => {
        const measurements = await collect();
        await this.put(namespace, measurements, minute);
        return measurements.length;
      }),
    );
    const counts = results.map((result) => (result.status === 'fulfilled' ? result.value : 0));
    this.published = { minute, count: counts.reduce((sum, count) => sum + count, 0) };
    this.props.context.log(this.describe());
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, `metrics are missing: ${errors.join('; ')}`);
  }

  private sources(now: Date): Record<string, () => Measurement[] | Promise<Measurement[]>> {
    const {
      tasks,
      loadBalancer,
      redis,
      database,
      taskCounts = () => containerInsights(this.ecs),
    } = this.props;
    return {
      'AWS/ECS': () => this.utilization.collect(),
      'ECS/ContainerInsights': taskCounts,
      'AWS/ApplicationELB': async () => {
        const interval = await loadBalancer.collect();
        return interval ? loadBalancerMetrics(interval) : [];
      },
      'AWS/ElastiCache': async () => this.redisMetrics.collect(await redis.stats(), now),
      'AWS/RDS': () => this.databaseMetrics.collect(database, now),
      'AWS/EFS': () => this.efsMetrics.collect(tasks.running()),
    };
  }

  private async put(Namespace: string, measurements: readonly Measurement[], minute: Date): Promise<void> {
    for (let start = 0; start < measurements.length; start += measurementsOfOneRequest) {
      const MetricData = measurements
        .slice(start, start + measurementsOfOneRequest)
        .map((measurement) => ({ ...measurement, Timestamp: minute }));
      await this.cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    }
  }
}
