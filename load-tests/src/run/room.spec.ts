import { findWorkload } from '../k6/workloads/index.ts';
import type { Machine } from './machine.ts';
import { chooseGogc, requireRoomFor } from './room.ts';

const workloadOf = (name: string) => {
  const workload = findWorkload(name);
  if (!workload) throw new Error(`no workload ${name}`);
  return workload;
};
const require = (sessions: number, machine: Machine, workload = 'sessions') =>
  requireRoomFor({ sessions, workload: workloadOf(workload) }, machine);

const roomy: Machine = {
  openFiles: 20_000,
  freeMemoryMiB: 8_000,
  freeDiskMiB: 20_000,
  localCloud: { openFiles: 20_000, cgroups: true },
};

describe('room for the students', () => {
  it('is there for 10,000 on a machine with 20,000 descriptors and 8 GB', () => {
    expect(require(10_000, roomy)).toBeGreaterThanOrEqual(10_000);
  });

  it.each<[string, Partial<Machine>, number]>([
    ['file descriptors of k6', { openFiles: 4_096 }, 3_796],
    ["the load balancer's", { localCloud: { openFiles: 4_096, cgroups: true } }, 2_096],
    ['memory', { freeMemoryMiB: 2_750 }, 5_000],
    ['disk', { freeDiskMiB: 700 }, 2_500],
    ['memory, of which there is none', { freeMemoryMiB: 100 }, 0],
  ])('is limited by %s, and the number that is said does fit', (_name, limit, fitting) => {
    const machine = { ...roomy, ...limit };
    expect(() => require(fitting + 1, machine)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: expect.stringMatching(
          new RegExp(`^SESSIONS=${fitting + 1} does not fit .* are enough for SESSIONS=${fitting}; \\w+`),
        ),
      }),
    );
    expect(require(fitting, machine)).toBe(fitting);
  });

  it('is less where k6 is told to collect its garbage late', () => {
    const small = { ...roomy, freeMemoryMiB: 5_000 };
    expect(require(10_000, small)).toBeGreaterThanOrEqual(10_000);
    expect(() =>
      requireRoomFor({ sessions: 10_000, workload: workloadOf('sessions'), gogc: 150 }, small),
    ).toThrow('are enough for SESSIONS=7600');
  });

  it('is filled by k6 as far as the stage leaves it, unless LOAD_GOGC says another', () => {
    const machine = { ...roomy, freeMemoryMiB: 6_500 };
    expect(chooseGogc({ sessions: 10_000 }, machine)).toBeLessThan(150);
    expect(chooseGogc({ sessions: 10_000 }, { ...machine, localCloud: undefined })).toBe(150);
    expect(chooseGogc({ sessions: 10_000, gogc: 20 }, roomy)).toBe(20);
  });

  it('takes nothing for the stage where it runs elsewhere', () => {
    const machine = { openFiles: 20_000, freeMemoryMiB: 1_750, freeDiskMiB: 300 };
    expect(require(5_000, machine)).toBe(5_000);
  });
});

describe('a machine without cgroups', () => {
  const unbounded = { ...roomy, localCloud: { openFiles: 20_000, cgroups: false } };

  it.each(['sessions', 'memory', 'session-stores'])('is refused by the workload %s', (workload) => {
    expect(() => require(10, unbounded, workload)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: expect.stringContaining('no cgroup can be made here'),
      }),
    );
  });

  it('is good enough for one that need not', () => {
    expect(require(10, unbounded, 'smoke')).toBeGreaterThan(10);
  });
});
