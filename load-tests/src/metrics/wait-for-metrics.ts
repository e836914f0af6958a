import { setTimeout as sleep } from 'node:timers/promises';
import type { Series } from './series.ts';
import type { SeriesName } from './queries.ts';
import type { Timeline } from './timeline.ts';

/** The series without which a verdict cannot be given; AWS publishes each of them every minute under load. */
const awaited: readonly SeriesName[] = [
  'requests',
  'cpuPercent',
  'memoryPercent',
  'runningTasks',
  'redisItems',
];

const SECONDS_BETWEEN_LOOKS = 5;

interface Wait {
  readonly read: () => Promise<Timeline>;
  /** The minute that must have arrived. */
  readonly minute: Date;
  /** Told every few seconds what is still missing. */
  readonly onMissing: (missing: readonly SeriesName[]) => void;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until CloudWatch holds the run's last minute. What has not come by the time-out is left to the assertions,
 * which fail without datapoints.
 */
export async function waitForMetrics({
  read,
  minute,
  onMissing,
  timeoutSeconds,
  signal,
}: Wait): Promise<Timeline> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const timeline = await read();
    const missing = missingSeries(timeline, minute);
    if (missing.length === 0 || Date.now() > deadline) return timeline;
    onMissing(missing);
    await sleep(SECONDS_BETWEEN_LOOKS * 1000, undefined, { signal });
  }
}

/** The awaited series whose datapoint of `minute` has not arrived. */
export function missingSeries(timeline: Timeline, minute: Date): SeriesName[] {
  const holds = (series: Series) => series.some(({ at }) => at.getTime() >= minute.getTime());
  return awaited.filter((name) => !holds(timeline[name]));
}
