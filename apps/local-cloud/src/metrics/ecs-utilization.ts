import type { TaskSnapshot } from '../types.ts';
import { dimensions, Samples, type Measurement } from './statistic-set.ts';

interface ServiceSamples {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly cpu: Samples;
  readonly memory: Samples;
}

interface CpuReading {
  readonly cpuNanoseconds: number;
  readonly at: Date;
}

/**
 * `AWS/ECS` CPUUtilization and MemoryUtilization of each service: percent of what its tasks reserve, one sample of
 * each task at each reading.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export class EcsUtilization {
  private services = new Map<string, ServiceSamples>();
  private readings = new Map<string, CpuReading>();

  /** Takes a sample; a task's CPU counts from its second one. */
  sample(tasks: readonly TaskSnapshot[], now: Date): void {
    const readings = new Map<string, CpuReading>();
    for (const task of tasks) {
      if (!task.usage) continue;
      const { cpuNanoseconds, memoryBytes } = task.usage;
      const service = this.service(task);
      service.memory.add((100 * memoryBytes) / (task.reservedMemoryMiB * 1024 ** 2));
      const reading = { cpuNanoseconds, at: now };
      const before = this.readings.get(task.taskArn);
      if (before) service.cpu.add(cpuPercent(task, before, reading));
      readings.set(task.taskArn, reading);
    }
    this.readings = readings;
  }

  /** The samples since the last call, as measurements. */
  collect(): Measurement[] {
    const services = [...this.services.values()];
    this.services = new Map();
    return services.flatMap(({ clusterName, serviceName, cpu, memory }) => {
      const Dimensions = dimensions({ ClusterName: clusterName, ServiceName: serviceName });
      return [
        { MetricName: 'CPUUtilization', StatisticValues: cpu.statisticValues() },
        { MetricName: 'MemoryUtilization', StatisticValues: memory.statisticValues() },
      ]
        .filter(({ StatisticValues }) => StatisticValues !== undefined)
        .map((metric) => ({ ...metric, Unit: 'Percent' as const, Dimensions }));
    });
  }

  private service({ clusterName, serviceName }: TaskSnapshot): ServiceSamples {
    const key = `${clusterName}/${serviceName}`;
    const known = this.services.get(key);
    if (known) return known;
    const service = { clusterName, serviceName, cpu: new Samples(), memory: new Samples() };
    this.services.set(key, service);
    return service;
  }
}

function cpuPercent({ reservedCpuUnits }: TaskSnapshot, before: CpuReading, after: CpuReading): number {
  const elapsedNanoseconds = (after.at.getTime() - before.at.getTime()) * 1e6;
  const reservedNanoseconds = (elapsedNanoseconds * reservedCpuUnits) / 1024;
  return (100 * (after.cpuNanoseconds - before.cpuNanoseconds)) / reservedNanoseconds;
}
