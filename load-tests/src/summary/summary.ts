import type { RecordedAssertion } from '../assertions/recording.ts';
import type { Evidence } from '../k6/workloads/index.ts';
import { maxOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import { isGeneratorBottleneck } from '../judgements/load.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { Testimony } from '../run/witness.ts';
import { evidenceOf } from '../stage/outputs.ts';
import type { Scaling } from '../stage/scaling.ts';
import { failoverFigures, type FailoverFigures } from './failovers.ts';
import { ownFigures, type OwnFigures } from './own-figures.ts';
import type { K6Results } from './k6-export.ts';
import type { ScalingTimes } from './scaling-times.ts';

/** `summary.json`: the run in figures. A figure that could not be measured is null, never zero. */
export interface Summary {
  readonly evidence: Evidence;
  readonly stage: string;
  readonly environmentSuffix: string;
  readonly commit: string;
  readonly workload: string;
  readonly passed: boolean;
  readonly sessions: { readonly peak: number; readonly lost: number | null };
  readonly requests: K6Results['requests'] | null;
  readonly loadGenerator: RunRecord['loadGenerator'] & {
    readonly droppedIterations: number | null;
    /** Whether students waited for it instead of the LMS: then k6's response times are not the LMS's. */
    readonly bottleneck: boolean | null;
    /** Of the steady minutes, as the witness's are. */
    readonly steadyP95Ms: number | null;
  };
  /** What a lone client beside k6 measured while all students were there. */
  readonly witness: Testimony | null;
  readonly scaling: ScalingTimes;
  readonly redis: {
    /** Of the worst minute, measured in the LMS. */
    readonly p99Ms: number | null;
    readonly bytesPerSession: number | null;
    readonly connections: number | null;
  };
  /** Measured by the workload `failover` only. */
  readonly failover: FailoverFigures | null;
  /** What only this workload measures, by the question that it answers. */
  readonly figures: OwnFigures;
  readonly assertions: readonly RecordedAssertion[];
}

/** What a run was measured by. */
export interface Evidences {
  readonly record: RunRecord;
  readonly k6: K6Results | undefined;
  readonly timeline: Timeline;
  readonly scaling: ScalingTimes;
  /** What Application Auto Scaling says of the service. */
  readonly deployedScaling: Scaling;
  readonly assertions: readonly RecordedAssertion[];
}

export function summarize(evidences: Evidences): Summary {
  const { record, k6, timeline, scaling, assertions } = evidences;
  const { stage, environmentSuffix, commit, workload, steady } = record;
  return {
    evidence: evidenceOf(record.outputs),
    stage,
    environmentSuffix,
    commit,
    workload,
    passed: assertions.length > 0 && assertions.every(({ passed }) => passed),
    sessions: { peak: record.peakSessions, lost: k6?.sessionsLost ?? null },
    requests: k6 ? roundAll(k6.requests) : null,
    loadGenerator: {
      ...record.loadGenerator,
      droppedIterations: k6?.droppedIterations ?? null,
      bottleneck: isGeneratorBottleneck(steady) ?? null,
      steadyP95Ms: rounded(steady.k6?.p95Ms),
    },
    witness: steady.witness ? roundAll(steady.witness) : null,
    scaling,
    redis: {
      p99Ms: rounded(maxOf(timeline.sessionP99Ms)),
      bytesPerSession: bytesPerSession(timeline),
      connections: maxOf(timeline.redisConnections) ?? null,
    },
    failover: workload === 'failover' ? failoverFigures(record, k6) : null,
    figures: ownFigures(evidences),
    assertions,
  };
}

/** What a session adds to Redis: the growth of its memory over the growth of its items. */
function bytesPerSession({ redisBytes, redisItems }: Timeline): number | null {
  const emptiest = redisItems.reduce<(typeof redisItems)[number] | undefined>(
    (least, point) => (least && least.value <= point.value ? least : point),
    undefined,
  );
  const bytesBefore = redisBytes.find(({ at }) => at.getTime() === emptiest?.at.getTime())?.value;
  const [items, bytes] = [maxOf(redisItems), maxOf(redisBytes)];
  if (!emptiest || bytesBefore === undefined || items === undefined || bytes === undefined) return null;
  return items > emptiest.value ? Math.round((bytes - bytesBefore) / (items - emptiest.value)) : null;
}

function roundAll<T extends Record<string, number>>(figures: T): T {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1e5) / 1e5]),
  ) as T;
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100;
}
