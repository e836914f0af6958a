import type { RecordedAssertion } from '../assertions/recording.ts';
import { assertionIds, assertionNames } from '../judgements/judgement.ts';

/** Every assertion in the catalogue's order: one that was not judged has failed. */
export function completeVerdicts(
  recorded: readonly RecordedAssertion[],
  whyMissing: string,
): RecordedAssertion[] {
  return assertionIds.map(
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
