import type { TaskSnapshot } from '../types.ts';
import { EcsUtilization } from './ecs-utilization.ts';

function task(name: string, cpuSeconds: number, memoryMiB: number): TaskSnapshot {
  return {
    taskArn: name,
    clusterName: 'cluster',
    serviceName: 'lms',
    availabilityZone: 'sa-east-1a',
    pid: 1,
    reservedCpuUnits: 256,
    reservedMemoryMiB: 512,
    usage: { cpuNanoseconds: cpuSeconds * 1e9, memoryBytes: memoryMiB * 1024 ** 2 },
    mounts: [],
  };
}

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));

it('is the percentage of what the tasks reserve, aggregated over tasks and samples', () => {
  const utilization = new EcsUtilization();
  utilization.sample([task('a', 0, 128), task('b', 10, 256)], at(0));
  // In 20 s a quarter vCPU has 5 s: task a uses 2.5 s of them, task b 5 s.
  utilization.sample([task('a', 2.5, 128), task('b', 15, 256)], at(20));
  const Dimensions = [
    { Name: 'ClusterName', Value: 'cluster' },
    { Name: 'ServiceName', Value: 'lms' },
  ];
  expect(utilization.collect()).toEqual([
    {
      MetricName: 'CPUUtilization',
      Unit: 'Percent',
      Dimensions,
      StatisticValues: { SampleCount: 2, Sum: 150, Minimum: 50, Maximum: 100 },
    },
    {
      MetricName: 'MemoryUtilization',
      Unit: 'Percent',
      Dimensions,
      StatisticValues: { SampleCount: 4, Sum: 150, Minimum: 25, Maximum: 50 },
    },
  ]);
});

it('counts from one minute to the next without a gap', () => {
  const utilization = new EcsUtilization();
  utilization.sample([task('a', 0, 128)], at(0));
  utilization.collect();
  utilization.sample([task('a', 5, 128)], at(20));
  expect(utilization.collect()[0]?.StatisticValues).toMatchObject({ SampleCount: 1, Sum: 100 });
});

it('says nothing of tasks that no cgroup measures', () => {
  const utilization = new EcsUtilization();
  const unmeasured = { ...task('a', 0, 0), usage: undefined };
  utilization.sample([unmeasured], at(0));
  utilization.sample([unmeasured], at(20));
  expect(utilization.collect()).toEqual([]);
});
