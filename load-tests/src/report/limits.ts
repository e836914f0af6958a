import { findWorkload, MAX_ERROR_RATE } from '../k6/workloads/index.ts';
import type { RunRecord } from '../run/run-record.ts';

/** The share of requests that the run's workload lets fail. */
export function maxErrorRateOf({ workload }: RunRecord): number {
  return findWorkload(workload)?.maxErrorRate ?? MAX_ERROR_RATE;
}
