import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { withBurstDefaults } from './burst-scaling.ts';
import type { Metric, ServiceMetrics } from './metrics.ts';
import type { ScalingSettings } from './scaling.ts';

export interface DashboardProps {
  readonly context: DeploymentContext;
  readonly metrics: ServiceMetrics;
  readonly scaling: ScalingSettings;
  readonly replicationGroupId: string;
  readonly fileSystemId: string;
}

/** A line of a graph: a metric with its statistic, or an expression. */
type Line = readonly unknown[];

interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** A level worth seeing, such as a target of scaling. */
  readonly marks?: readonly { readonly label: string; readonly value: number }[];
}

const graphsPerRow = 3;
/** A dashboard is 24 units wide. */
const graphSize = { width: 8, height: 6 };

/** One page that answers in an exam: is it up, is it fast, is there room. */
export class Dashboard extends Construct {
  private readonly props: DashboardProps;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.props = props;
    const graphs = [...this.requestGraphs(), ...this.capacityGraphs(), ...this.dependencyGraphs()];
    new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: props.context.names.name('dashboard'),
      dashboardBody: JSON.stringify({ widgets: graphs.map((graph, index) => this.widget(graph, index)) }),
    });
  }

  private requestGraphs(): Graph[] {
    const { targetGroup, loadBalancer } = this.props.metrics;
    return [
      { title: 'Requests per minute', lines: [line(targetGroup('RequestCount'), 'Sum')] },
      {
        title: 'Errors per minute',
        lines: [
          line(targetGroup('HTTPCode_Target_5XX_Count'), 'Sum'),
          line(loadBalancer('HTTPCode_ELB_5XX_Count'), 'Sum'),
          line(targetGroup('HTTPCode_Target_4XX_Count'), 'Sum'),
        ],
      },
      {
        title: 'Response time (s)',
        lines: ['p50', 'p95', 'p99'].map((statistic) => line(targetGroup('TargetResponseTime'), statistic)),
      },
    ];
  }

  private capacityGraphs(): Graph[] {
    const { metrics, scaling } = this.props;
    const burst = scaling.burst && withBurstDefaults(scaling.burst);
    return [
      {
        title: burst ? 'CPU and saturation (%)' : 'CPU (%)',
        lines: [
          line(metrics.utilization('CPUUtilization'), 'Average'),
          line(metrics.utilization('CPUUtilization'), 'Maximum'),
          ...(burst ? [line(metrics.lms('Saturation'), 'Maximum')] : []),
        ],
        marks: [
          { label: 'target', value: scaling.targetCpuPercent },
          ...(burst ? [{ label: 'burst', value: burst.saturationPercent }] : []),
        ],
      },
      {
        title: 'Memory (%)',
        lines: [
          line(metrics.utilization('MemoryUtilization'), 'Average'),
          line(metrics.utilization('MemoryUtilization'), 'Maximum'),
        ],
        marks: [{ label: 'target', value: scaling.targetMemoryPercent }],
      },
      {
        title: 'Tasks',
        lines: [
          line(metrics.taskCount('DesiredTaskCount'), 'Average'),
          line(metrics.taskCount('RunningTaskCount'), 'Average'),
          line(metrics.targetGroup('HealthyHostCount'), 'Minimum'),
        ],
        marks: [
          { label: 'minimum', value: scaling.minTasks },
          { label: 'maximum', value: scaling.maxTasks },
        ],
      },
    ];
  }

  private dependencyGraphs(): Graph[] {
    const { metrics, replicationGroupId, fileSystemId } = this.props;
    const contentMetric = (metricName: string): Metric => ({
      namespace: 'AWS/EFS',
      metricName,
      dimensions: { FileSystemId: fileSystemId },
    });
    // A primary and up to five replicas, numbered by ElastiCache.
    const nodes = [1, 2, 3, 4, 5, 6].map((node) => `"${replicationGroupId}-00${node}"`).join(' OR ');
    return [
      {
        title: 'Session operations (ms)',
        lines: ['p50', 'p99'].map((statistic) => line(metrics.lms('SessionOperationLatency'), statistic)),
      },
      {
        title: 'Redis engine CPU (%)',
        lines: [
          [
            {
              expression: `SEARCH('{AWS/ElastiCache,CacheClusterId} MetricName="EngineCPUUtilization" (${nodes})', 'Maximum', 60)`,
            },
          ],
        ],
      },
      {
        title: 'Course content (bytes per minute)',
        lines: [
          line(contentMetric('DataReadIOBytes'), 'Sum'),
          line(contentMetric('DataWriteIOBytes'), 'Sum'),
        ],
      },
    ];
  }

  private widget({ title, lines, marks = [] }: Graph, index: number) {
    return {
      type: 'metric',
      x: (index % graphsPerRow) * graphSize.width,
      y: Math.floor(index / graphsPerRow) * graphSize.height,
      ...graphSize,
      properties: {
        title,
        region: this.props.context.region,
        view: 'timeSeries',
        period: 60,
        metrics: lines,
        annotations: { horizontal: marks },
      },
    };
  }
}

/** A metric as a dashboard spells it: namespace, name, then each dimension's name and value. */
function line({ namespace, metricName, dimensions }: Metric, stat: string): Line {
  return [
    namespace,
    metricName,
    ...Object.entries(dimensions).flat(),
    { stat, label: `${metricName} ${stat}` },
  ];
}
