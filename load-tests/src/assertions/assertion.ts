import { messageOf } from '@edutechbr/cli';
import { assertionNames, type AssertionId, type Judgement } from '../judgements/judgement.ts';
import { openRun, type FinishedRun } from './finished-run.ts';
import { recordAssertion } from './recording.ts';

/** A Jest test that judges the deployed system, and records what it expected and observed. */
export function assertion(
  id: AssertionId,
  judge: (run: FinishedRun) => Promise<Judgement> | Judgement,
): void {
  it(`${id}: ${assertionNames[id]}`, async (): Promise<void> => {
    const run = await openRun();
    const judgement = await answerOf(() => judge(run));
    await recordAssertion(run.folder, id, judgement);
    expect(judgement).toEqual({ ...judgement, passed: true });
  });
}

/** A system that cannot be asked has proven nothing. */
async function answerOf(judge: () => Promise<Judgement> | Judgement): Promise<Judgement> {
  try {
    return await judge();
  } catch (error) {
    const reason = messageOf(error);
    return { passed: false, expected: 'an answer of the deployed system', observed: reason };
  }
}
