/** Percent by which k6's heap may grow between two collections of garbage, as Go's `GOGC` has it. */
export type Gogc = number;

/** Below this k6 collects without end and takes the CPU that students need (docs/decisions/load-k6-memory.md). */
export const LEAST_GOGC: Gogc = 20;

/** With this, students hardly notice that k6 collects. */
export const MOST_GOGC: Gogc = 150;

/** k6 itself, its script and its metrics, without any student. */
export const K6_MIB = 200;

/** k6 with a student's cookie jar, connection and buffers, measured at 10,000 students over TLS, and a tenth more. */
const MIB_PER_STUDENT = { least: 0.31, most: 0.5 };

const MIB_PER_PERCENT = (MIB_PER_STUDENT.most - MIB_PER_STUDENT.least) / (MOST_GOGC - LEAST_GOGC);

/** MiB that k6 takes for one student. */
export function mibPerStudent(gogc: Gogc): number {
  return MIB_PER_STUDENT.least + (gogc - LEAST_GOGC) * MIB_PER_PERCENT;
}

/** Share of the free memory that stays free: a machine that swaps measures its disk. */
const SPARE = 0.1;

/** The latest collection with which so many students fit into the free memory. */
export function gogcFor(sessions: number, freeMiB: number): Gogc {
  const mibOfOne = (freeMiB * (1 - SPARE) - K6_MIB) / sessions;
  const fitting = LEAST_GOGC + Math.floor((mibOfOne - MIB_PER_STUDENT.least) / MIB_PER_PERCENT);
  return Math.min(MOST_GOGC, Math.max(LEAST_GOGC, fitting));
}
