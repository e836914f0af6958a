import type { Series } from '../../metrics/series.ts';
import type { ProbeWrite, TracePoint } from '../../run/run-record.ts';

const BUCKET_MS = 2000;

/** What k6 counted between each two looks at it, per second. */
export function perSecond(trace: readonly TracePoint[], counter: 'requests' | 'failed'): Series {
  return trace.slice(1).flatMap((point, index) => {
    const before = trace[index] ?? point;
    const seconds = (point.at.getTime() - before.at.getTime()) / 1000;
    return seconds > 0 ? [{ at: point.at, value: (point[counter] - before[counter]) / seconds }] : [];
  });
}

/** The slowest write of every two seconds, in milliseconds; nothing where none was acknowledged. */
export function slowestWrites(probe: readonly ProbeWrite[]): Series {
  const slowest = new Map<number, number>();
  for (const { startedAt, milliseconds } of probe) {
    if (milliseconds === undefined) continue;
    const bucket = Math.floor(startedAt.getTime() / BUCKET_MS) * BUCKET_MS;
    slowest.set(bucket, Math.max(milliseconds, slowest.get(bucket) ?? 0));
  }
  return [...slowest]
    .sort(([left], [right]) => left - right)
    .map(([at, value]) => ({ at: new Date(at), value }));
}
