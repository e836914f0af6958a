import type { RecordedAssertion } from '../assertions/recording.ts';
import { assertionNames, type AssertionId } from '../judgements/judgement.ts';

/** A verdict on every assertion that is owed: one that was not judged has failed. */
export function completeVerdicts(
  owed: readonly AssertionId[],
  recorded: readonly RecordedAssertion[],
  whyMissing: string,
): RecordedAssertion[] {
  return owed.map(
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
