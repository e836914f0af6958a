import { maxOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { ScalingTimes } from './scaling-times.ts';

interface Measured {
  readonly timeline: Timeline;
  readonly scaling: ScalingTimes;
}

/** How memory and CPU of the tasks went while students followed a lecture live. */
export function memoryFigures({ timeline, scaling }: Measured): Readonly<Record<string, number | null>> {
  return {
    peakMemoryPercent: maxOf(timeline.memoryPercent) ?? null,
    lastMemoryPercent: timeline.memoryPercent.at(-1)?.value ?? null,
    peakCpuPercent: maxOf(timeline.cpuPercent) ?? null,
    secondsToDecision: scaling.secondsToDecision,
    secondsToHealthyCapacity: scaling.secondsToHealthyCapacity,
  };
}
