import type { TaskSnapshot } from '../types.ts';
import type { ProcessIo } from './process-io.ts';
import { dimensions, Samples, single, type Measurement } from './statistic-set.ts';

/**
 * `AWS/EFS` of the file systems that tasks mount. The bytes are those that the mounting processes read from and wrote
 * to a disk: as on EFS, what the client's page cache answers is not counted.
 * https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html
 */
export class EfsMetrics {
  private readonly readIo: (pid: number) => ProcessIo | undefined;
  private readings = new Map<string, ProcessIo>();

  constructor(readIo: (pid: number) => ProcessIo | undefined) {
    this.readIo = readIo;
  }

  /** What the tasks did since the last call. */
  collect(tasks: readonly TaskSnapshot[]): Measurement[] {
    const before = this.readings;
    this.readings = new Map();
    const clients = new Map<string, TaskSnapshot[]>();
    for (const task of tasks) {
      const io = this.readIo(task.pid);
      if (io) this.readings.set(task.taskArn, io);
      for (const { fileSystemId } of task.mounts) {
        clients.set(fileSystemId, [...(clients.get(fileSystemId) ?? []), task]);
      }
    }
    return [...clients].flatMap(([FileSystemId, mounting]) => {
      const Dimensions = dimensions({ FileSystemId });
      const bytes = (kind: keyof ProcessIo) => {
        const samples = new Samples();
        for (const { taskArn } of mounting) {
          const now = this.readings.get(taskArn);
          if (now) samples.add(now[kind] - (before.get(taskArn)?.[kind] ?? 0));
        }
        return samples.statisticValues();
      };
      return [
        single('ClientConnections', mounting.length, 'Count', Dimensions),
        {
          MetricName: 'DataReadIOBytes',
          StatisticValues: bytes('readBytes'),
          Unit: 'Bytes' as const,
          Dimensions,
        },
        {
          MetricName: 'DataWriteIOBytes',
          StatisticValues: bytes('writtenBytes'),
          Unit: 'Bytes' as const,
          Dimensions,
        },
      ].filter((it) => !('StatisticValues' in it) || it.StatisticValues !== undefined);
    });
  }
}
