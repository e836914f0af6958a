import { cpus } from 'node:os';
import pidusage from 'pidusage';

/** What generating the load took: a starved load generator measures itself. */
export interface LoadGeneratorUsage {
  /** The most resident memory that k6 had. */
  readonly peakRssMiB: number;
  /** Cores that k6 used on average. */
  readonly cpuCores: number;
  /** CPU time of the whole machine that nobody used, in percent. */
  readonly idleCpuPercent: number;
}

/** Watches k6's process and the machine under it; `sample` wants to be called every few seconds. */
export class LoadGeneratorMeter {
  readonly #pid: number;
  readonly #atStart = cpuTimes();
  readonly #cores: number[] = [];
  #peakRssMiB = 0;

  constructor(pid: number) {
    this.#pid = pid;
  }

  async sample(): Promise<void> {
    // The process may end between two looks at it.
    const usage = await pidusage(this.#pid).catch(() => undefined);
    if (!usage) return;
    this.#cores.push(usage.cpu / 100);
    this.#peakRssMiB = Math.max(this.#peakRssMiB, usage.memory / 2 ** 20);
  }

  get usage(): LoadGeneratorUsage {
    const now = cpuTimes();
    const total = now.total - this.#atStart.total;
    const sum = this.#cores.reduce((all, cores) => all + cores, 0);
    return {
      peakRssMiB: Math.round(this.#peakRssMiB),
      cpuCores: round(sum / Math.max(1, this.#cores.length)),
      idleCpuPercent: total === 0 ? 0 : round((100 * (now.idle - this.#atStart.idle)) / total),
    };
  }
}

function cpuTimes(): { idle: number; total: number } {
  const times = cpus().map(({ times }) => times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const total = times.flatMap((time) => Object.values(time)).reduce((sum, time) => sum + time, 0);
  return { idle, total };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
