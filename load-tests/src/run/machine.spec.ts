import { requireRoomFor } from './machine.ts';

describe('room for the students', () => {
  const roomy = { fileDescriptors: 20_000, freeMemoryMiB: 8_000 };

  it('is there for 10,000 on a machine with 20,000 descriptors and 8 GB', () => {
    expect(() => requireRoomFor(10_000, roomy)).not.toThrow();
  });

  it('is limited by file descriptors, and the number that fits does fit', () => {
    expect(() => requireRoomFor(50_000, roomy)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message:
          'SESSIONS=50000 does not fit on this machine: ' +
          'its 20000 file descriptors (ulimit -Hn) are enough for SESSIONS=19700',
      }),
    );
    expect(() => requireRoomFor(19_700, roomy)).not.toThrow();
  });

  it('is limited by memory, and the number that fits does fit', () => {
    const tight = { fileDescriptors: Infinity, freeMemoryMiB: 1_700 };
    expect(() => requireRoomFor(10_000, tight)).toThrow(
      'its 1700 MiB of free memory are enough for SESSIONS=5000',
    );
    expect(() => requireRoomFor(5_000, tight)).not.toThrow();
    expect(() => requireRoomFor(5_001, tight)).toThrow();
  });
});
