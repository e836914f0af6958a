import type { Options } from 'k6/options';
import {
  DNS_TTL_SECONDS,
  limitsResponseTimes,
  MAX_RESPONSE_TIMES,
  maxErrorRateOf,
  maxSessionsLostOf,
  totalSeconds,
  type Evidence,
  type Load,
  type Workload,
} from '../k6/workloads/index.ts';

/** Seconds in which the last requests may still be answered. */
const GRACE_SECONDS = 30;

/**
 * k6's options for a workload. k6 takes them from a file, not from its script: it would copy what the script exports
 * into every student's runtime.
 */
export function k6Options(workload: Workload, { stage, sessions }: Load, evidence: Evidence): Options {
  const { p95Ms, p99Ms } = MAX_RESPONSE_TIMES;
  return {
    // One VU is one student for the whole run.
    scenarios: {
      [workload.name]: {
        executor: 'per-vu-iterations',
        vus: sessions,
        iterations: 1,
        maxDuration: `${totalSeconds(workload.phases(evidence)) + GRACE_SECONDS}s`,
        gracefulStop: '0s',
      },
    },
    thresholds: {
      http_req_failed: [`rate<=${maxErrorRateOf(workload, evidence)}`],
      // Of all requests that students made: many more than there are students.
      sessions_kept: [`rate>=${1 - maxSessionsLostOf(workload, evidence)}`],
      sign_ins: [`count>=${sessions}`],
      answers_saved: ['count>0'],
      // On a machine that the stage shares with k6, a latency says more about the machine than about the LMS.
      ...(limitsResponseTimes(workload, stage)
        ? { http_req_duration: [`p(95)<${p95Ms}`, `p(99)<${p99Ms}`] }
        : {}),
    },
    // The last two are k6's own.
    dns: { ttl: `${DNS_TTL_SECONDS}s`, select: 'random', policy: 'preferIPv4' },
    // Otherwise a student would be signed out between two iterations.
    noCookiesReset: true,
    // Ten thousand students: what is kept for each is what decides over k6's memory.
    discardResponseBodies: true,
    systemTags: ['name', 'status', 'error_code'],
    summaryTrendStats: ['count', 'avg', 'min', 'med', 'p(95)', 'p(99)', 'max'],
    userAgent: 'edutechbr-load-tests',
  };
}
