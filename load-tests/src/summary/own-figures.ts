import { findWorkload, type OwnAssertionGroup } from '../k6/workloads/index.ts';
import { failoversOf } from './failovers.ts';
import { memoryFigures } from './memory.ts';
import { compareStores, storeFigures } from './session-stores.ts';
import type { Evidences } from './summary.ts';

/** Figures by name, their unit at the name's end; null where it was not measured. */
export type Figures = Readonly<Record<string, number | null>>;

export type OwnFigures = Partial<Readonly<Record<OwnAssertionGroup, Figures>>>;

type Measured = Omit<Evidences, 'assertions'>;

const figuresOf: Readonly<Record<OwnAssertionGroup, (run: Measured) => Figures>> = {
  failover: ({ record }) => {
    const failovers = failoversOf(record);
    return {
      failovers: failovers.length,
      requestsFailed: failovers.reduce((sum, { failedRequests }) => sum + failedRequests, 0),
    };
  },
  'scale-in': ({ record }) => ({ tasksAtTheEnd: record.capacity.at(-1)?.running ?? null }),
  memory: memoryFigures,
  'session-stores': ({ record, timeline }) => storeFigures(compareStores(record, timeline)),
};

/** What the run's workload measures beside what every workload does. */
export function ownFigures(run: Measured): OwnFigures {
  const groups = findWorkload(run.record.workload)?.proves ?? [];
  return Object.fromEntries(groups.map((group) => [group, figuresOf[group](run)]));
}
