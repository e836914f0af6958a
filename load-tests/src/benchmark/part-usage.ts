import { childEnvironment } from '@edutechbr/cli';
import { execa } from 'execa';
import pidusage from 'pidusage';
import { setTimeout as sleep } from 'node:timers/promises';
import { findParts, parseProcesses, parts, type Part } from './parts.ts';

const SECONDS_BETWEEN_SAMPLES = 3;

interface ProcessSample {
  readonly pid: number;
  readonly part: Part;
  /** CPU time that the process has used since it started. */
  readonly cpuMs: number;
  readonly bytes: number;
}

/** The processes of a stage at a moment. */
export interface Sample {
  readonly at: number;
  readonly processes: readonly ProcessSample[];
}

/** What a part took over a span of time. */
export interface PartUsage {
  readonly part: Part;
  /** The most processes that it had at once. */
  readonly processes: number;
  /** Cores that its processes used together, on average. */
  readonly cores: number;
  /** Cores of the process that used most of them. */
  readonly busiestCores: number;
  /** The most resident memory that its processes had together; what they share is counted for each. */
  readonly peakMiB: number;
}

/** Samples the parts of the stage until `signal` aborts. */
export async function sampleParts(daemon: string, loadTest: number, signal: AbortSignal): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    samples.push(await sample(daemon, loadTest));
    await sleep(SECONDS_BETWEEN_SAMPLES * 1000, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

async function sample(daemon: string, loadTest: number): Promise<Sample> {
  const { stdout } = await execa('ps', ['-axww', '-o', 'pid=,ppid=,args='], childEnvironment('system'));
  const found = [...findParts(parseProcesses(stdout), daemon, loadTest)];
  const at = Date.now();
  const processes = await Promise.all(
    found.map(async ([pid, part]) => {
      // A process may end between two looks at it.
      const usage = await pidusage(pid).catch(() => undefined);
      return usage ? [{ pid, part, cpuMs: usage.ctime, bytes: usage.memory }] : [];
    }),
  );
  return { at, processes: processes.flat() };
}

/** What each part took between two moments, in milliseconds since 1970. */
export function usageBetween(samples: readonly Sample[], from: number, to: number): PartUsage[] {
  const within = samples.filter(({ at }) => at >= from && at <= to);
  const seconds = ((within.at(-1)?.at ?? 0) - (within[0]?.at ?? 0)) / 1000;
  const cpuMs = cpuByProcess(within);
  return parts.map((part) => {
    const own = within.map(({ processes }) => processes.filter((process) => process.part === part));
    const pids = new Set(own.flat().map(({ pid }) => pid));
    const cores = [...pids].map((pid) => (cpuMs.get(pid) ?? 0) / 1000 / Math.max(1, seconds));
    return {
      part,
      processes: Math.max(0, ...own.map(({ length }) => length)),
      cores: cores.reduce((sum, value) => sum + value, 0),
      busiestCores: Math.max(0, ...cores),
      peakMiB: Math.max(0, ...own.map((all) => all.reduce((sum, { bytes }) => sum + bytes, 0))) / 2 ** 20,
    };
  });
}

/** CPU time of each process between its first and its last sample. */
function cpuByProcess(samples: readonly Sample[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  const used = new Map<number, number>();
  for (const { pid, cpuMs } of samples.flatMap(({ processes }) => processes)) {
    const start = first.get(pid) ?? cpuMs;
    first.set(pid, start);
    used.set(pid, cpuMs - start);
  }
  return used;
}
