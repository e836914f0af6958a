import { messageOf } from '@edutechbr/cli';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeathProblem } from '../machine/deaths.ts';
import type { Part } from '../types.ts';
import type { PartStatus } from './status.ts';

/** How long a part may take for a tick that is under way, or to end its processes. A part that hangs is left behind. */
const SECONDS_TO_STOP = 20;

/** Starts the parts in their order, ticks them, and stops them in the opposite order. */
export class Supervisor {
  private readonly parts: readonly Part[];
  private readonly log: (message: string) => void;
  private readonly onChange: () => void;
  private readonly deathsOf: (part: string) => DeathProblem | undefined;
  private readonly states = new Map<Part, PartStatus['state']>();
  private readonly problems = new Map<Part, string>();
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private readonly secondsToStop: number;
  private starting: Promise<void> = Promise.resolve();

  /**
   * @param onChange called whenever a part has become ready, or has got or lost a problem
   * @param deathsOf what is wrong with the processes of a part
   */
  constructor(
    parts: readonly Part[],
    log: (message: string) => void,
    onChange: () => void,
    deathsOf: (part: string) => DeathProblem | undefined = () => undefined,
    secondsToStop = SECONDS_TO_STOP,
  ) {
    this.secondsToStop = secondsToStop;
    this.parts = parts;
    this.log = log;
    this.onChange = onChange;
    this.deathsOf = deathsOf;
  }

  start(): Promise<void> {
    this.starting = this.startParts();
    return this.starting;
  }

  status(): PartStatus[] {
    return this.parts.map((part) => {
      const state = this.states.get(part) ?? 'waiting';
      const description = state === 'ready' ? part.describe() : '';
      const deaths = this.deathsOf(part.name);
      return {
        name: part.name,
        state,
        description,
        problem: deaths?.text ?? this.problems.get(part),
        failingSince: deaths?.since.toISOString(),
      };
    });
  }

  /** Lets the part that starts just now finish, and starts no other. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.starting.catch(() => undefined);
    await this.inTime('the ticks', Promise.all(this.loops));
    for (const part of [...this.parts].reverse()) {
      if (!this.states.has(part)) continue;
      await this.inTime(part.name, part.stop());
      this.setState(part, 'waiting');
    }
  }

  /** What does not stop is killed by the kernel when the daemon ends. */
  private async inTime(what: string, stopped: Promise<unknown>): Promise<void> {
    const timeout = new AbortController();
    const { signal } = timeout;
    const tooLate = sleep(this.secondsToStop * 1000, undefined, { signal }).then(() => {
      throw new Error(`it hangs since ${this.secondsToStop} s`);
    });
    await Promise.race([stopped, tooLate]).catch((error: unknown) =>
      this.log(`${what} did not stop: ${String(error)}`),
    );
    timeout.abort();
    await tooLate.catch(() => undefined);
  }

  private async startParts(): Promise<void> {
    for (const part of this.parts) {
      if (this.stopping.signal.aborted) return;
      this.setState(part, 'starting');
      await part.start();
      this.setState(part, 'ready');
      this.loops.push(this.tick(part));
    }
  }

  private async tick(part: Part): Promise<void> {
    const { signal } = this.stopping;
    while (part.tick && !signal.aborted) {
      this.setProblem(part, await part.tick().then(() => undefined, messageOf));
      await sleep((part.secondsBetweenTicks ?? 1) * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  private setState(part: Part, state: PartStatus['state']): void {
    this.states.set(part, state);
    this.onChange();
  }

  private setProblem(part: Part, problem: string | undefined): void {
    if (problem === this.problems.get(part)) return;
    this.log(problem === undefined ? `${part.name} works again` : `${part.name}: ${problem}`);
    if (problem === undefined) this.problems.delete(part);
    else this.problems.set(part, problem);
    this.onChange();
  }
}
