import { z } from 'zod';

const metricSchema = z.object({
  type: z.enum(['counter', 'gauge', 'rate', 'trend']),
  values: z.record(z.string(), z.number()),
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
});

/** What `setup` of our script returns: when the first student came. */
const setupData = z.number().optional();

const exportSchema = z.object({ setup_data: setupData, metrics: z.record(z.string(), metricSchema) });

type Metric = z.infer<typeof metricSchema>;

/** One threshold of the k6 run and whether it holds. */
export interface Threshold {
  readonly metric: string;
  readonly expression: string;
  /** What it was judged on. k6 passes a threshold without a sample (its issue 4283); we do not. */
  readonly samples: number;
  readonly passed: boolean;
}

/** What k6 measured, taken from its own export. */
export interface K6Results {
  /** When the first student came. @default - k6 ended before */
  readonly startedAt: Date | undefined;
  readonly requests: {
    readonly total: number;
    readonly perSecond: number;
    /** Share of the requests that failed, from 0 to 1. */
    readonly errorRate: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  };
  readonly sessionsLost: number;
  readonly signIns: number;
  /** Exam answers that the LMS acknowledged. */
  readonly answersSaved: number;
  /** Materials, or pages of them, that the LMS served. */
  readonly materialsRead: number;
  /** Answers that were acknowledged and looked up afterwards: still there, and gone. */
  readonly answersKept: number;
  readonly answersLost: number;
  /** Sign-ins that were answered only when a replica of Redis had the session. */
  readonly durableSignIns: number;
  /** Lost sessions whose sign-in had waited for a replica of Redis. */
  readonly durableSessionsLost: number;
  readonly droppedIterations: number;
  readonly thresholds: readonly Threshold[];
}

/** @throws Error that names what is wrong when this is not what k6 gives to `handleSummary`. */
export function parseK6Export(text: string): K6Results {
  const { metrics, setup_data: startedAt } = readExport(text);
  const value = (metric: string, name: string) => metrics[metric]?.values[name] ?? 0;
  return {
    startedAt: startedAt === undefined ? undefined : new Date(startedAt),
    requests: {
      total: value('http_reqs', 'count'),
      perSecond: value('http_reqs', 'rate'),
      // Nothing asked is nothing proven: no request counts as all of them failed.
      errorRate: metrics['http_req_failed']?.values['rate'] ?? 1,
      p50Ms: value('http_req_duration', 'med'),
      p95Ms: value('http_req_duration', 'p(95)'),
      p99Ms: value('http_req_duration', 'p(99)'),
    },
    sessionsLost: value('sessions_lost', 'count'),
    signIns: value('sign_ins', 'count'),
    answersSaved: value('answers_saved', 'count'),
    materialsRead: value('materials_read', 'count'),
    answersKept: value('answers_kept', 'passes'),
    answersLost: value('answers_kept', 'fails'),
    durableSignIns: value('durable_sign_ins', 'count'),
    durableSessionsLost: value('durable_sessions_lost', 'count'),
    droppedIterations: value('dropped_iterations', 'count'),
    thresholds: Object.entries(metrics).flatMap(([name, metric]) => thresholdsOf(name, metric)),
  };
}

function readExport(text: string): z.infer<typeof exportSchema> {
  const { success, data, error } = exportSchema.safeParse(JSON.parse(text));
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(
    `k6's export has another shape than this load test knows (${problems}): take a k6 that the toolchain lists`,
  );
}

function thresholdsOf(name: string, metric: Metric): Threshold[] {
  const samples = samplesOf(metric);
  return Object.entries(metric.thresholds ?? {}).map(([expression, { ok }]) => ({
    metric: name,
    expression,
    samples,
    passed: ok && samples > 0,
  }));
}

function samplesOf({ type, values }: Metric): number {
  if (type === 'rate') return (values['passes'] ?? 0) + (values['fails'] ?? 0);
  // k6 exports no count of a gauge's samples, and a counter that stayed at zero looks like one that was never asked.
  return type === 'gauge' ? 0 : (values['count'] ?? 0);
}
