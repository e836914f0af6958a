import { ConfigurationError, requireOneOf } from '@edutechbr/foundation';

/** Processor that the image was built for. */
export type CpuArchitecture = 'X86_64' | 'ARM64';

/** Size of a task. */
export interface FargateSize {
  /** vCPU units, 1024 to a vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. */
  readonly cpu: number;
  /** Memory of the task. Each CPU size has its own range (ECS developer guide, "Task size"). */
  readonly memoryMiB: number;
}

const gibibytes = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * 1024);

/** The memory sizes in MiB that go with a CPU size. Terraform takes any string here, only ECS refuses it. */
const memorySizesByCpu = new Map<number, readonly number[]>([
  [256, [512, 1024, 2048]],
  [512, gibibytes(1, 4)],
  [1024, gibibytes(2, 8)],
  [2048, gibibytes(4, 16)],
  [4096, gibibytes(8, 30)],
  [8192, gibibytes(16, 60, 4)],
  [16384, gibibytes(32, 120, 8)],
]);

/** @throws ConfigurationError if Fargate has no such size. */
export function validateFargateSize({ cpu, memoryMiB }: FargateSize): void {
  requireOneOf('cpu', cpu, [...memorySizesByCpu.keys()]);
  const sizes = memorySizesByCpu.get(cpu) ?? [];
  if (!sizes.includes(memoryMiB)) {
    throw new ConfigurationError(
      'memoryMiB',
      `must be one of ${sizes.join(', ')} with cpu ${cpu}`,
      memoryMiB,
    );
  }
}
