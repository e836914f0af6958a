import type { RecordedAssertion } from '../assertions/recording.ts';
import { assertionIds, assertionNames, needsScaling } from '../judgements/judgement.ts';
import type { Workload } from '../k6/workloads/index.ts';

/** Every assertion that the workload owes, in the catalogue's order: one that was not judged has failed. */
export function completeVerdicts(
  recorded: readonly RecordedAssertion[],
  { provesScaling }: Workload,
  whyMissing: string,
): RecordedAssertion[] {
  return assertionIds
    .filter((id) => provesScaling || !needsScaling(id))
    .map(
      (id) =>
        recorded.find((assertion) => assertion.id === id) ?? {
          id,
          name: assertionNames[id],
          passed: false,
          expected: 'a verdict',
          observed: `not judged: ${whyMissing}`,
        },
    );
}
