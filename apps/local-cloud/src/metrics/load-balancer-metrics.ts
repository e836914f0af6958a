import type { Dimension, StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { LoadBalancerInterval, TargetInUse } from '../types.ts';
import { dimensions, single, type Measurement } from './statistic-set.ts';

/** CloudWatch takes at most 150 values in one datum. */
const valuesOfOneDatum = 150;

/**
 * `AWS/ApplicationELB`; what AWS reports only "if there is a nonzero value" is left out when it is zero.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancerMetrics(interval: LoadBalancerInterval): Measurement[] {
  const balancer = dimensions({ LoadBalancer: interval.loadBalancer });
  const group = dimensions({ TargetGroup: interval.targetGroup, LoadBalancer: interval.loadBalancer });
  const hasTargets = interval.targets.length > 0;
  return [
    ...(hasTargets
      ? [
          single('RequestCount', interval.requests, 'Count', balancer),
          single('RequestCount', interval.targetRequests, 'Count', group),
        ]
      : []),
    ...nonzero('HTTPCode_ELB_5XX_Count', interval.loadBalancer5xx, 'Count', balancer),
    ...nonzero('ActiveConnectionCount', interval.activeConnections, 'Count', balancer),
    ...nonzero('NewConnectionCount', interval.newConnections, 'Count', balancer),
    ...nonzero('HTTPCode_Target_2XX_Count', interval.targetResponses['2xx'], 'Count', group),
    ...nonzero('HTTPCode_Target_3XX_Count', interval.targetResponses['3xx'], 'Count', group),
    ...nonzero('HTTPCode_Target_4XX_Count', interval.targetResponses['4xx'], 'Count', group),
    ...nonzero('HTTPCode_Target_5XX_Count', interval.targetResponses['5xx'], 'Count', group),
    ...responseTimes(interval.responseTimes, group),
    ...(hasTargets ? hostCounts(interval, group) : []),
  ];
}

function nonzero(name: string, value: number, unit: StandardUnit, of: Dimension[]): Measurement[] {
  return value === 0 ? [] : [single(name, value, unit, of)];
}

/** The distribution itself, so that CloudWatch can answer percentiles. */
function responseTimes(times: ReadonlyMap<number, number>, group: Dimension[]): Measurement[] {
  const entries = [...times];
  return Array.from({ length: Math.ceil(entries.length / valuesOfOneDatum) }, (_, part) => {
    const own = entries.slice(part * valuesOfOneDatum, (part + 1) * valuesOfOneDatum);
    return {
      MetricName: 'TargetResponseTime',
      Unit: 'Seconds',
      Dimensions: group,
      Values: own.map(([seconds]) => seconds),
      Counts: own.map(([, count]) => count),
    };
  });
}

/** A target whose first health checks are under way counts as neither. */
function hostCounts({ targets }: LoadBalancerInterval, group: Dimension[]): Measurement[] {
  const zones = [...new Set(targets.map(({ availabilityZone }) => availabilityZone))];
  const counts = (of: Dimension[], own: readonly TargetInUse[]) => [
    single('HealthyHostCount', inState('healthy', own), 'Count', of),
    single('UnHealthyHostCount', inState('unhealthy', own), 'Count', of),
  ];
  return [
    ...counts(group, targets),
    ...zones.flatMap((zone) =>
      counts(
        [...dimensions({ AvailabilityZone: zone }), ...group],
        targets.filter(({ availabilityZone }) => availabilityZone === zone),
      ),
    ),
  ];
}

const inState = (wanted: TargetInUse['state'], targets: readonly TargetInUse[]): number =>
  targets.filter(({ state }) => state === wanted).length;
