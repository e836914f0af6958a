import { evidenceOf } from '../stage/outputs.ts';
import { findWorkload, maxErrorRateOf as maxErrorRate } from '../k6/workloads/index.ts';
import type { RunRecord } from '../run/run-record.ts';

/** The share of requests that the run's workload lets fail. */
export function maxErrorRateOf({ workload, outputs }: RunRecord): number {
  return maxErrorRate(findWorkload(workload), evidenceOf(outputs));
}
