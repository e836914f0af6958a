import { ExitError } from '@edutechbr/cli';
import { execa } from 'execa';

/** k6 with a student's cookie jar, connection and buffers; measured at 10,000 students over TLS. */
const MIB_PER_STUDENT = 0.3;

/** k6 itself, its script and its metrics, without any student. */
const MIB_OF_K6 = 200;

/** Descriptors that k6 needs besides one connection per student. */
const DESCRIPTORS_OF_K6 = 300;

/** What limits the number of students that k6 can be on this machine. */
export interface Machine {
  /** The hard limit: k6 raises its own soft limit to it. */
  readonly fileDescriptors: number;
  readonly freeMemoryMiB: number;
}

export async function inspectMachine(): Promise<Machine> {
  const { stdout } = await execa('sh', ['-c', 'ulimit -Hn']);
  return {
    fileDescriptors: stdout === 'unlimited' ? Infinity : Number(stdout),
    freeMemoryMiB: process.availableMemory() / 2 ** 20,
  };
}

/** @throws ExitError with the number of students that would fit, when `sessions` do not. */
export function requireRoomFor(sessions: number, { fileDescriptors, freeMemoryMiB }: Machine): void {
  const byDescriptors = Math.floor(fileDescriptors - DESCRIPTORS_OF_K6);
  const byMemory = Math.floor((freeMemoryMiB - MIB_OF_K6) / MIB_PER_STUDENT);
  const fitting = Math.max(0, Math.min(byDescriptors, byMemory));
  if (sessions <= fitting) return;
  const limit =
    byDescriptors < byMemory
      ? `${fileDescriptors} file descriptors (ulimit -Hn)`
      : `${Math.floor(freeMemoryMiB)} MiB of free memory`;
  throw new ExitError(
    'missingTool',
    `SESSIONS=${sessions} does not fit on this machine: its ${limit} are enough for SESSIONS=${fitting}`,
  );
}
