import type { LoadBalancerInterval } from '../types.ts';
import { loadBalancerMetrics } from './load-balancer-metrics.ts';

const quiet: LoadBalancerInterval = {
  loadBalancer: 'app/lms/1',
  targetGroup: 'targetgroup/lms/2',
  requests: 0,
  targetRequests: 0,
  targetResponses: { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 },
  loadBalancer5xx: 0,
  newConnections: 0,
  activeConnections: 0,
  responseTimes: new Map(),
  targets: [
    { availabilityZone: 'sa-east-1a', state: 'healthy' },
    { availabilityZone: 'sa-east-1b', state: 'unhealthy' },
  ],
};

/** `<metric>@<last dimension>=<value>` */
const published = (interval: LoadBalancerInterval) =>
  loadBalancerMetrics(interval).map(({ MetricName, Dimensions = [], Value }) => {
    return `${MetricName}@${Dimensions.map(({ Name }) => Name).join('+')}=${Value}`;
  });

it('publishes no zeros but those that AWS publishes', () => {
  expect(published(quiet)).toEqual([
    'RequestCount@LoadBalancer=0',
    'RequestCount@TargetGroup+LoadBalancer=0',
    'HealthyHostCount@TargetGroup+LoadBalancer=1',
    'UnHealthyHostCount@TargetGroup+LoadBalancer=1',
    'HealthyHostCount@AvailabilityZone+TargetGroup+LoadBalancer=1',
    'UnHealthyHostCount@AvailabilityZone+TargetGroup+LoadBalancer=0',
    'HealthyHostCount@AvailabilityZone+TargetGroup+LoadBalancer=0',
    'UnHealthyHostCount@AvailabilityZone+TargetGroup+LoadBalancer=1',
  ]);
  expect(published({ ...quiet, targets: [] })).toEqual([]);
});

it('counts a target as neither healthy nor unhealthy before its first health checks have decided', () => {
  const targets = [{ availabilityZone: 'sa-east-1a', state: 'initial' }] as const;
  expect(published({ ...quiet, targets })).toEqual(
    expect.arrayContaining([
      'HealthyHostCount@TargetGroup+LoadBalancer=0',
      'UnHealthyHostCount@TargetGroup+LoadBalancer=0',
    ]),
  );
});

it('counts requests and answers', () => {
  const busy = {
    ...quiet,
    requests: 110,
    targetRequests: 100,
    targetResponses: { '2xx': 90, '3xx': 0, '4xx': 8, '5xx': 2 },
    loadBalancer5xx: 10,
    newConnections: 3,
    activeConnections: 7,
  };
  expect(published(busy)).toEqual(
    expect.arrayContaining([
      'RequestCount@LoadBalancer=110',
      'RequestCount@TargetGroup+LoadBalancer=100',
      'HTTPCode_ELB_5XX_Count@LoadBalancer=10',
      'HTTPCode_Target_2XX_Count@TargetGroup+LoadBalancer=90',
      'HTTPCode_Target_4XX_Count@TargetGroup+LoadBalancer=8',
      'HTTPCode_Target_5XX_Count@TargetGroup+LoadBalancer=2',
      'NewConnectionCount@LoadBalancer=3',
      'ActiveConnectionCount@LoadBalancer=7',
    ]),
  );
  expect(published(busy)).not.toContainEqual(expect.stringContaining('3XX'));
});

it('gives the distribution of response times, at most 150 values in one datum', () => {
  const responseTimes = new Map(Array.from({ length: 151 }, (_, index) => [index / 1000, index + 1]));
  const data = loadBalancerMetrics({ ...quiet, responseTimes }).filter(
    ({ MetricName }) => MetricName === 'TargetResponseTime',
  );
  expect(data.map(({ Values }) => Values?.length)).toEqual([150, 1]);
  expect(data[1]).toMatchObject({ Values: [0.15], Counts: [151], Unit: 'Seconds' });
});
