import { gogcFor, K6_MIB, LEAST_GOGC, mibPerStudent, MOST_GOGC } from './collector.ts';

describe("k6's collector", () => {
  it.each([
    ['10,000 students on a machine of 24 GB', 10_000, 20_000, 150],
    ['10,000 students where they just fit with late collections', 10_000, 5_778, 150],
    ['10,000 students with a little less', 10_000, 5_700, 145],
    ['10,000 students on half of it', 10_000, 4_500, 71],
    ['10,000 students where they hardly fit', 10_000, 3_667, 20],
    ['10,000 students who do not fit at all', 10_000, 1_000, 20],
    ['500 students on a small machine', 500, 1_500, 150],
  ])('for %s', (_what, sessions, freeMiB, gogc) => {
    expect(gogcFor(sessions, freeMiB)).toBe(gogc);
  });

  it('leaves a tenth of the free memory free wherever the students fit', () => {
    for (let freeMiB = 3_700; freeMiB < 8_000; freeMiB += 50) {
      const taken = K6_MIB + 10_000 * mibPerStudent(gogcFor(10_000, freeMiB));
      expect(taken).toBeLessThanOrEqual(freeMiB * 0.9);
    }
  });

  it('takes what was measured at both ends, and some more', () => {
    expect(K6_MIB + 10_000 * mibPerStudent(LEAST_GOGC)).toBeGreaterThan(2_883);
    expect(K6_MIB + 10_000 * mibPerStudent(MOST_GOGC)).toBeGreaterThan(4_700);
  });
});
