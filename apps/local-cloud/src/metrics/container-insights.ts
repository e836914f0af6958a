import {
  paginateListClusters,
  paginateListServices,
  DescribeServicesCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import { dimensions, single, type Measurement } from './statistic-set.ts';

/**
 * `ECS/ContainerInsights`: how many tasks each service has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export async function containerInsights(ecs: ECSClient): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for await (const { clusterArns = [] } of paginateListClusters({ client: ecs }, {})) {
    for (const cluster of clusterArns) measurements.push(...(await clusterInsights(ecs, cluster)));
  }
  return measurements;
}

async function clusterInsights(ecs: ECSClient, cluster: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for await (const { serviceArns = [] } of paginateListServices({ client: ecs, pageSize: 10 }, { cluster })) {
    if (serviceArns.length === 0) continue;
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
    for (const { serviceName = '', desiredCount = 0, runningCount = 0, pendingCount = 0 } of services) {
      const ClusterName = cluster.split('/').at(-1) ?? cluster;
      const Dimensions = dimensions({ ClusterName, ServiceName: serviceName });
      measurements.push(
        single('DesiredTaskCount', desiredCount, 'Count', Dimensions),
        single('RunningTaskCount', runningCount, 'Count', Dimensions),
        single('PendingTaskCount', pendingCount, 'Count', Dimensions),
      );
    }
  }
  return measurements;
}
