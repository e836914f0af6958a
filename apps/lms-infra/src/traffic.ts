import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Names } from '@edutechbr/foundation';
import { awsSettings } from './aws.ts';
import type { Stage } from './stage.ts';

export const MINUTES_OF_TRAFFIC = 15;

/** What a deployment's load balancer has to do. Health checks are no requests. */
export interface Traffic {
  readonly healthyTargets: number;
  /** Within the last `MINUTES_OF_TRAFFIC` minutes. */
  readonly requests: number;
}

/** @returns nothing when the deployment has no load balancer */
export async function readTraffic(stage: Stage): Promise<Traffic | undefined> {
  const client = new ElasticLoadBalancingV2Client(awsSettings(stage));
  const arn = (await findLoadBalancer(stage))?.LoadBalancerArn;
  if (arn === undefined) return undefined;
  return {
    healthyTargets: await countHealthyTargets(client, arn),
    requests: await countRequests(stage, arn.replace(/^.*:loadbalancer\//, '')),
  };
}

/** @returns nothing when the deployment has none */
export async function findLoadBalancer(stage: Stage): Promise<LoadBalancer | undefined> {
  const client = new ElasticLoadBalancingV2Client(awsSettings(stage));
  const named = { Names: [new Names(stage).name('alb')] };
  try {
    for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, named))
      for (const loadBalancer of LoadBalancers) return loadBalancer;
  } catch (error) {
    if (!(error instanceof LoadBalancerNotFoundException)) throw error;
  }
  return undefined;
}

async function countHealthyTargets(
  client: ElasticLoadBalancingV2Client,
  LoadBalancerArn: string,
): Promise<number> {
  let healthy = 0;
  for await (const { TargetGroups = [] } of paginateDescribeTargetGroups({ client }, { LoadBalancerArn }))
    for (const { TargetGroupArn } of TargetGroups) {
      const { TargetHealthDescriptions = [] } = await client.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      healthy += TargetHealthDescriptions.filter(
        ({ TargetHealth }) => TargetHealth?.State === 'healthy',
      ).length;
    }
  return healthy;
}

async function countRequests(stage: Stage, loadBalancerFullName: string): Promise<number> {
  const EndTime = new Date();
  const { MetricDataResults: [result] = [] } = await new CloudWatchClient(awsSettings(stage)).send(
    new GetMetricDataCommand({
      StartTime: new Date(EndTime.getTime() - MINUTES_OF_TRAFFIC * 60_000),
      EndTime,
      MetricDataQueries: [
        {
          Id: 'requests',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ApplicationELB',
              MetricName: 'RequestCount',
              Dimensions: [{ Name: 'LoadBalancer', Value: loadBalancerFullName }],
            },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    }),
  );
  return (result?.Values ?? []).reduce((sum, value) => sum + value, 0);
}
