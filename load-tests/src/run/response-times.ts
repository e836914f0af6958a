import { z } from 'zod';

export const percentilesSchema = z.object({
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
});

export type Percentiles = z.infer<typeof percentilesSchema>;

/** Response times, each with the moment at which the answer came, so that any span of a run can be looked at. */
export class ResponseTimes {
  /** From the earliest to the latest, in milliseconds since 1970. */
  readonly #answeredAt: number[] = [];
  readonly #milliseconds: number[] = [];

  add(milliseconds: number, answeredAt = Date.now()): void {
    this.#answeredAt.push(answeredAt);
    this.#milliseconds.push(milliseconds);
  }

  /** @returns undefined when no answer came between these moments */
  between(from: Date, until: Date): Percentiles | undefined {
    const end = this.#answeredAt.findLastIndex((at) => at < until.getTime()) + 1;
    const start = this.#answeredAt.findLastIndex((at) => at < from.getTime()) + 1;
    const sorted = Float64Array.from(this.#milliseconds.slice(start, end)).sort();
    if (sorted.length === 0) return undefined;
    const percentile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
    return { p50Ms: percentile(0.5), p95Ms: percentile(0.95), p99Ms: percentile(0.99) };
  }
}
