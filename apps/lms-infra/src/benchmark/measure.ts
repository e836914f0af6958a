import { childEnvironment, ExitError, median } from '@edutechbr/cli';
import { execa } from 'execa';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** A line of a benchmark's table. */
export type Row = readonly [what: string, measured: string, goal: string];

export interface Program {
  /** What is measured, for the reader who waits. */
  readonly title: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the environment. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
  /** What it may take at most. */
  readonly minutes: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a program to its end.
 *
 * @returns the seconds that it took
 * @throws ExitError with the end of its output when it fails or takes too long.
 */
export async function secondsOf({ title, file, args, cwd, env, minutes, signal }: Program): Promise<number> {
  process.stdout.write(`${title} … `);
  const start = performance.now();
  const ended = AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]);
  const { failed, all } = await execa(file, args, {
    cwd,
    ...childEnvironment('own', env),
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: ended,
    // Destroying takes its time, and a Terraform that is killed keeps its locks.
    forceKillAfterDelay: 120_000,
  });
  signal.throwIfAborted();
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${failed ? 'failed after ' : ''}${seconds.toFixed(1)} s\n`);
  if (failed) throw new ExitError('internalError', `${title} failed: ${all.trim().slice(-2000)}`);
  return seconds;
}

/** Medians of several runs of a Node program: seconds, and MiB of memory at their peak. */
export async function mediansOf(
  program: Omit<Program, 'file'>,
  runs: number,
): Promise<{ readonly seconds: number; readonly mib: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'lms-benchmark-'));
  const file = join(folder, 'peak-memory');
  const [seconds, mib]: [number[], number[]] = [[], []];
  try {
    for (let run = 1; run <= runs; run++) {
      const args = ['--import', join(import.meta.dirname, 'peak-memory.mjs'), ...program.args];
      const env = { ...program.env, PEAK_MEMORY_FILE: file };
      const title = `${program.title}, ${run} of ${runs}`;
      seconds.push(await secondsOf({ ...program, title, file: 'node', args, env }));
      mib.push(Number(await readFile(file, 'utf8')));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { seconds: median(seconds), mib: median(mib) };
}

/** `≤ 1.5 s: met`. */
export function judged(value: number, limit: number, unit: string): string {
  return `≤ ${limit} ${unit}: ${value <= limit ? 'met' : 'missed'}`;
}
