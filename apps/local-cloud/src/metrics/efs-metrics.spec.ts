import type { TaskSnapshot } from '../types.ts';
import { EfsMetrics } from './efs-metrics.ts';

function task(pid: number, fileSystemIds: readonly string[]): TaskSnapshot {
  return {
    taskArn: `task-${pid}`,
    clusterName: 'cluster',
    serviceName: 'lms',
    availabilityZone: 'sa-east-1a',
    pid,
    reservedCpuUnits: 256,
    reservedMemoryMiB: 512,
    mounts: fileSystemIds.map((fileSystemId) => ({ fileSystemId, folder: '/tmp' })),
  };
}

it('counts the tasks that mount a file system and what they read and wrote since the last minute', () => {
  const io = new Map([
    [1, { readBytes: 1000, writtenBytes: 10 }],
    [2, { readBytes: 500, writtenBytes: 0 }],
  ]);
  const metrics = new EfsMetrics((pid) => io.get(pid));
  const tasks = [task(1, ['fs-1']), task(2, ['fs-1']), task(3, [])];
  metrics.collect(tasks);
  io.set(1, { readBytes: 1800, writtenBytes: 10 });
  io.set(2, { readBytes: 700, writtenBytes: 4 });
  expect(metrics.collect(tasks)).toMatchObject([
    { MetricName: 'ClientConnections', Value: 2, Dimensions: [{ Name: 'FileSystemId', Value: 'fs-1' }] },
    {
      MetricName: 'DataReadIOBytes',
      StatisticValues: { SampleCount: 2, Sum: 1000, Minimum: 200, Maximum: 800 },
    },
    { MetricName: 'DataWriteIOBytes', StatisticValues: { SampleCount: 2, Sum: 4 } },
  ]);
});

it('knows a connection even where the process cannot be measured', () => {
  const metrics = new EfsMetrics(() => undefined);
  expect(metrics.collect([task(1, ['fs-1'])]).map(({ MetricName }) => MetricName)).toEqual([
    'ClientConnections',
  ]);
});
