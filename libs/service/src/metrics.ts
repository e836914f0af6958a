/** A metric as an alarm names it. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
}

export interface MetricSources {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly loadBalancerFullName: string;
  readonly targetGroupFullName: string;
}

type MetricsOf = (metricName: string) => Metric;

/** The metrics of one service by where they come from, for alarms and dashboard alike. */
export interface ServiceMetrics {
  /** ECS: utilization of the service's tasks. */
  readonly utilization: MetricsOf;
  /** Container Insights: how many tasks there are. */
  readonly taskCount: MetricsOf;
  /** The load balancer as a whole. */
  readonly loadBalancer: MetricsOf;
  /** The tasks behind the load balancer. */
  readonly targetGroup: MetricsOf;
  /** What the LMS publishes itself, in CloudWatch's embedded metric format. */
  readonly lms: MetricsOf;
}

export function serviceMetrics(sources: MetricSources): ServiceMetrics {
  const service = { ClusterName: sources.clusterName, ServiceName: sources.serviceName };
  const loadBalancer = { LoadBalancer: sources.loadBalancerFullName };
  return {
    utilization: metricsOf('AWS/ECS', service),
    taskCount: metricsOf('ECS/ContainerInsights', service),
    loadBalancer: metricsOf('AWS/ApplicationELB', loadBalancer),
    targetGroup: metricsOf('AWS/ApplicationELB', {
      ...loadBalancer,
      TargetGroup: sources.targetGroupFullName,
    }),
    lms: metricsOf('EduTechBR/LMS', { ServiceName: sources.serviceName }),
  };
}

function metricsOf(namespace: string, dimensions: Record<string, string>): MetricsOf {
  return (metricName) => ({ namespace, metricName, dimensions });
}
