import { createHistogram } from 'node:perf_hooks';
import { embeddedMetrics } from '../metrics/embedded-metrics.ts';

/** CloudWatch takes at most so many values of a metric in one line (Embedded Metric Format specification). */
const maxValues = 100;

const microseconds = 1000;

/** Counts and times session operations between two reports. */
export class SessionMetrics {
  private readonly dimensions: Readonly<Record<string, string>>;
  private readonly latency = createHistogram();
  private errors = 0;

  /** @param dimensions CloudWatch's dimensions of the metrics. */
  constructor(dimensions: Readonly<Record<string, string>>) {
    this.dimensions = dimensions;
  }

  /** Times from this call to the callback's. */
  timed<Args extends [error: unknown, ...rest: unknown[]]>(
    callback: (...args: Args) => void,
  ): (...args: Args) => void {
    const startedAt = performance.now();
    return (...args) => {
      this.latency.record(Math.max(1, Math.round((performance.now() - startedAt) * microseconds)));
      if (args[0]) this.errors += 1;
      callback(...args);
    };
  }

  /**
   * The operations since the last report as a line of CloudWatch's Embedded Metric Format. Latencies are quantiles at
   * equal distances, so that CloudWatch can compute any percentile over all tasks.
   */
  report(now = new Date()): string {
    const values = quantiles(this.latency.count, (percent) => this.latency.percentile(percent));
    const line = embeddedMetrics({
      dimensions: this.dimensions,
      at: now,
      metrics: {
        SessionOperationLatency: { unit: 'Milliseconds', values },
        SessionOperationErrors: { unit: 'Count', values: this.errors },
      },
      details: { sessionOperations: this.latency.count },
    });
    this.latency.reset();
    this.errors = 0;
    return line;
  }
}

function quantiles(count: number, percentile: (percent: number) => number): number[] {
  const length = Math.min(count, maxValues);
  return Array.from({ length }, (_, index) => percentile(((index + 0.5) / length) * 100) / microseconds);
}
