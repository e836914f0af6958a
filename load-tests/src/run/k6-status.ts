import { z } from 'zod';

/** The students' state and the requests so far, as k6 counts them. */
export interface K6Sample {
  readonly at: Date;
  readonly signIns: number;
  readonly signOuts: number;
  readonly sessionsLost: number;
  readonly requestsFailed: number;
  readonly requests: number;
  /** 95th percentile of all requests so far. */
  readonly p95Ms: number;
}

const metricSchema = z.object({
  data: z.object({ attributes: z.object({ sample: z.record(z.string(), z.number()) }) }),
});

/** Students signed in at a moment. A lost session is signed in again, and counts as a new sign-in. */
export function signedIn({ signIns, signOuts, sessionsLost }: K6Sample): number {
  return signIns - signOuts - sessionsLost;
}

/** The largest number of students signed in at once. */
export function peakOf(samples: readonly K6Sample[]): number {
  return samples.reduce((peak, sample) => Math.max(peak, signedIn(sample)), 0);
}

/** Asks a running k6 by its REST API; metrics one by one, because the list of all sorts every percentile. */
export async function sampleK6(address: string, signal: AbortSignal): Promise<K6Sample> {
  const read = async (metric: string, value: string) => {
    const response = await fetch(`http://${address}/v1/metrics/${metric}`, { signal });
    // k6 knows a metric from its first sample on.
    if (response.status === 404) return 0;
    return metricSchema.parse(await response.json()).data.attributes.sample[value] ?? 0;
  };
  const [sessionsLost, signOuts, signIns] = [
    await read('sessions_lost', 'count'),
    await read('sign_outs', 'count'),
    await read('sign_ins', 'count'),
  ];
  const [requests, requestsFailed, p95Ms] = await Promise.all([
    read('http_reqs', 'count'),
    read('requests_failed', 'count'),
    read('http_req_duration', 'p(95)'),
  ]);
  return { at: new Date(), signIns, signOuts, sessionsLost, requests, requestsFailed, p95Ms };
}
