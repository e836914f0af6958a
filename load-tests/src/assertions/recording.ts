import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { assertionNames, type AssertionId, type Judgement } from '../judgements/judgement.ts';

const FILE = 'assertions.jsonl';

const recordedSchema = z.object({
  id: z.enum(Object.keys(assertionNames) as AssertionId[]),
  name: z.string(),
  passed: z.boolean(),
  expected: z.string(),
  observed: z.string(),
});

/** An assertion's verdict as `summary.json` and the report show it. */
export type RecordedAssertion = z.infer<typeof recordedSchema>;

/** Adds a verdict to the run's folder: Jest itself keeps only whether a test passed. */
export async function recordAssertion(folder: string, id: AssertionId, judgement: Judgement): Promise<void> {
  await appendFile(join(folder, FILE), `${JSON.stringify({ id, name: assertionNames[id], ...judgement })}\n`);
}

/** The verdicts so far; of an assertion that was judged again, the last one. */
export async function readAssertions(folder: string): Promise<RecordedAssertion[]> {
  const text = await readFile(join(folder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const recorded = text
    .split('\n')
    .filter(Boolean)
    .map((line) => recordedSchema.parse(JSON.parse(line)));
  return [...new Map(recorded.map((assertion) => [assertion.id, assertion])).values()];
}
