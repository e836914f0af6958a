import { performance } from 'node:perf_hooks';
import { embeddedMetrics } from './embedded-metrics.ts';

/** CloudWatch's shortest alarm evaluates periods of 10 s. */
export const saturationPeriodMs = 10_000;

/**
 * How full this task is, 0 to 100 %: the share of time in which its event loop had something to do. It needs no limit to
 * compare with, and goes to 100 exactly when work waits, be it for a quarter of a CPU or for a whole one
 * (docs/decisions/service-burst-scaling.md).
 */
export class Saturation {
  private last = performance.eventLoopUtilization();

  /** The saturation since the last report, as a line of the Embedded Metric Format. */
  report(serviceName: string, at: Date): string {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.last);
    this.last = now;
    return embeddedMetrics({
      dimensions: { ServiceName: serviceName },
      at,
      metrics: {
        Saturation: { unit: 'Percent', values: Math.round(utilization * 1000) / 10, storageResolution: 1 },
      },
    });
  }
}
