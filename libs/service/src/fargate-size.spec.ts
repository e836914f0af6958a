import { validateFargateSize } from './fargate-size.ts';

const GiB = 1024;

describe('the size of a task', () => {
  it.each([
    [256, 512, 2 * GiB],
    [512, GiB, 4 * GiB],
    [1024, 2 * GiB, 8 * GiB],
    [2048, 4 * GiB, 16 * GiB],
    [4096, 8 * GiB, 30 * GiB],
    [8192, 16 * GiB, 60 * GiB],
    [16384, 32 * GiB, 120 * GiB],
  ])('with %i CPU units has from %i to %i MiB', (cpu, smallest, largest) => {
    expect(() => validateFargateSize({ cpu, memoryMiB: smallest })).not.toThrow();
    expect(() => validateFargateSize({ cpu, memoryMiB: largest })).not.toThrow();
    expect(() => validateFargateSize({ cpu, memoryMiB: smallest - 1 })).toThrow(/^memoryMiB must be one of/);
    expect(() => validateFargateSize({ cpu, memoryMiB: largest + 1 })).toThrow(/^memoryMiB must be one of/);
  });

  it('keeps to the steps of Fargate', () => {
    expect(() => validateFargateSize({ cpu: 256, memoryMiB: 1536 })).toThrow(
      'memoryMiB must be one of 512, 1024, 2048 with cpu 256, got 1536',
    );
    expect(() => validateFargateSize({ cpu: 8192, memoryMiB: 18 * GiB })).toThrow('got 18432');
  });

  it('knows no other CPU sizes', () => {
    expect(() => validateFargateSize({ cpu: 300, memoryMiB: 512 })).toThrow(
      'cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300',
    );
  });
});
