import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { idleContext } from '../testing/idle-context.ts';
import { MetricsPublisher } from './metrics-publisher.ts';

const put = jest.spyOn(CloudWatchClient.prototype, 'send');

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-23T12:00:30Z') });
  put.mockReset();
  put.mockImplementation(() => Promise.resolve({}));
});
afterEach(() => jest.useRealTimers());

/** Two tasks that use half of a quarter vCPU; no load balancer, no Redis, an idle database, an ECS that cannot be asked. */
function createPublisher(): MetricsPublisher {
  return new MetricsPublisher({
    context: idleContext,
    aws: {
      endpoint: 'http://127.0.0.1:9',
      region: 'sa-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    },
    tasks: {
      running: () =>
        ['a', 'b'].map((taskArn) => ({
          taskArn,
          clusterName: 'cluster',
          serviceName: 'lms',
          availabilityZone: 'sa-east-1a',
          pid: 0,
          reservedCpuUnits: 256,
          reservedMemoryMiB: 512,
          usage: { cpuNanoseconds: (Date.now() / 1000) * 125e6, memoryBytes: 128 * 1024 ** 2 },
          mounts: [],
        })),
    },
    loadBalancer: { collect: () => Promise.resolve(undefined) },
    redis: { stats: () => Promise.resolve([]) },
    database: { instanceIdentifier: 'lms-database', cpuSeconds: () => undefined },
    taskCounts: () => Promise.reject(new Error('ECS cannot be asked')),
  });
}

/** Lets seconds pass as the daemon does: a tick each second. */
async function seconds(publisher: MetricsPublisher, count: number): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (let second = 0; second < count; second++) {
    jest.setSystemTime(Date.now() + 1000);
    await publisher.tick().catch((error: unknown) => failures.push(error));
  }
  return failures;
}

function published() {
  return put.mock.calls.map(([command]) =>
    command instanceof PutMetricDataCommand ? command.input : undefined,
  );
}

it('publishes whole minutes as soon as they have ended', async () => {
  const publisher = createPublisher();
  await publisher.start();
  await seconds(publisher, 29);
  expect(published()).toEqual([]);
  await seconds(publisher, 61);
  expect(published()).toMatchObject([
    { Namespace: 'AWS/ECS', MetricData: [{ Timestamp: new Date('2026-11-23T12:00:00Z') }, {}] },
    {
      Namespace: 'AWS/ECS',
      MetricData: [
        {
          MetricName: 'CPUUtilization',
          Timestamp: new Date('2026-11-23T12:01:00Z'),
          StatisticValues: { SampleCount: 6, Sum: 300, Minimum: 50, Maximum: 50 },
        },
        { MetricName: 'MemoryUtilization', StatisticValues: { SampleCount: 6, Sum: 150 } },
      ],
    },
  ]);
});

it('says what is missing and publishes the rest', async () => {
  const publisher = createPublisher();
  await publisher.start();
  const failures = await seconds(publisher, 30);
  expect(failures).toMatchObject([{ message: 'metrics are missing: Error: ECS cannot be asked' }]);
  expect(published()).toHaveLength(1);
});
