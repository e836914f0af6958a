import type { StudentEvent } from '../k6/tell.ts';
import { ResponseTimes } from './response-times.ts';

/** What the students have done so far. */
export interface TallySample {
  readonly at: Date;
  /** Students signed in. A lost session is signed in again. */
  readonly signedIn: number;
  readonly sessionsLost: number;
  readonly requests: number;
  readonly requestsFailed: number;
}

/** As k6 writes a student's line (`src/k6/tell.ts`) into its log. */
const line =
  /^time="[^"]*" level=info msg="?(request|failure|sign-in|sign-out|session-lost)(?: (\d+(?:\.\d+)?))?"? source=console$/;

/** Adds up what students tell while k6 runs. The run's totals are k6's own: a line may get lost. */
export class Tally {
  readonly responseTimes = new ResponseTimes();
  readonly #counts: Record<StudentEvent, number> = {
    request: 0,
    failure: 0,
    'sign-in': 0,
    'sign-out': 0,
    'session-lost': 0,
  };
  #startedAt: Date | undefined;
  #peak = 0;

  /** When the first student was heard of: k6 needs some seconds before to prepare ten thousand. */
  get startedAt(): Date | undefined {
    return this.#startedAt;
  }

  /** The largest number of students signed in at once. */
  get peak(): number {
    return this.#peak;
  }

  /** @returns whether it was a student's line; another one is for people */
  read(text: string, now = new Date()): boolean {
    const [, event, milliseconds] = line.exec(text) ?? [];
    if (event === undefined) return false;
    this.#startedAt ??= now;
    this.#counts[event as StudentEvent] += 1;
    if (milliseconds !== undefined) this.responseTimes.add(Number(milliseconds), now.getTime());
    this.#peak = Math.max(this.#peak, this.#signedIn);
    return true;
  }

  sample(at = new Date()): TallySample {
    return {
      at,
      signedIn: this.#signedIn,
      sessionsLost: this.#counts['session-lost'],
      requests: this.#counts.request,
      requestsFailed: this.#counts.failure,
    };
  }

  get #signedIn(): number {
    return this.#counts['sign-in'] - this.#counts['sign-out'] - this.#counts['session-lost'];
  }
}
