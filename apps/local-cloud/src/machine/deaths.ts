import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Folders, Processes } from '../types.ts';

/** One or two may have been killed; a program that cannot run dies each time it is started. */
const DEATHS_OF_A_PROBLEM = 3;

/** A process that has lived for this long can run. */
const SECONDS_OF_A_LIFE = 10;

interface Series {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

export interface DeathProblem {
  readonly text: string;
  readonly since: Date;
}

/** Remembers which processes of a part die again and again, although nobody has ended them. */
export class Deaths {
  private readonly logs: string;
  private readonly now: () => number;
  private readonly series = new Map<string, Series>();

  constructor({ logs }: Pick<Folders, 'logs'>, now: () => number = Date.now) {
    this.logs = logs;
    this.now = now;
  }

  /** @returns what starts the same processes, and notes their deaths here */
  watch(processes: Processes): Processes {
    return {
      start: (options) => {
        const child = processes.start(options);
        let ended = false;
        const end = () => (ended ||= child.isRunning());
        void child.exited.then(() => ended || this.add(options.name));
        return {
          ...child,
          kill(signal) {
            end();
            child.kill(signal);
          },
          stop(signal, seconds) {
            end();
            return child.stop(signal, seconds);
          },
        };
      },
    };
  }

  /** @returns undefined as long as all that run stay alive */
  problem(): DeathProblem | undefined {
    for (const [name, series] of this.series) {
      if (series.count < DEATHS_OF_A_PROBLEM || !this.isRecent(series)) continue;
      const words = lastWords(join(this.logs, `${name}.log`));
      return {
        text: `${name} dies each time it is started${words && `: ${words}`} (logs/${name}.log)`,
        since: new Date(series.first),
      };
    }
    return undefined;
  }

  private add(name: string): void {
    const now = this.now();
    const before = this.series.get(name);
    this.series.set(
      name,
      before && this.isRecent(before)
        ? { first: before.first, last: now, count: before.count + 1 }
        : { first: now, last: now, count: 1 },
    );
  }

  private isRecent({ last }: Series): boolean {
    return this.now() - last < SECONDS_OF_A_LIFE * 1000;
  }
}

const LINES = 3;
const BYTES = 4096;

/** Who wrote a line and when, in the words of HAProxy, Redis and PostgreSQL. */
const heading = /^(?:\[\w+\]\s+\(\d+\) : |\d+:\w \d+ \w+ \d+ [\d:.]+ \S |[\d-]+ [\d:.]+ \w+ \[\d+\] )/;

/** The last lines of a program's log, on one line, each once, without what may be a secret. */
export function lastWords(file: string): string {
  const words = tail(file)
    .split('\n')
    .map((line) => line.replace(heading, '').trim().slice(0, 300))
    .filter((line) => line !== '' && !/auth|passw|secret/i.test(line));
  return [...new Set(words)].slice(-LINES).join(' | ');
}

function tail(file: string): string {
  let log: number;
  try {
    log = openSync(file, 'r');
  } catch {
    return '';
  }
  const buffer = Buffer.alloc(BYTES);
  const bytes = readSync(log, buffer, 0, BYTES, Math.max(0, fstatSync(log).size - BYTES));
  closeSync(log);
  return buffer.toString('utf8', 0, bytes);
}
