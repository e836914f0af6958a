import { sessions } from './sessions.ts';
import { smoke } from './smoke.ts';
import type { Workload } from './workload.ts';

export * from './workload.ts';

/** Every workload by its name, as `WORKLOAD` gives it. */
export const workloads: ReadonlyMap<string, Workload> = new Map(
  [smoke, sessions].map((workload) => [workload.name, workload]),
);
