import { exitCodes } from '@edutechbr/cli';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertionNames } from './judgements/judgement.ts';
import { outputsSchema } from './stage/outputs.ts';
import { exampleReport } from './testing/example-run.ts';

const document = readFileSync(join(__dirname, '../../docs/interfaces.md'), 'utf8');

/** The lines of the table below a heading, each by its cells. */
const tableBelow = (heading: string) =>
  (document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => /^\| *[`\d]/.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''))
        .slice(1, -1),
    );

describe('docs/interfaces.md, on which programs of others rely', () => {
  it('has every exit code', () => {
    const codes = tableBelow('Exit codes').map(([code, reason]) => [reason, Number(code)]);
    expect(Object.fromEntries(codes)).toEqual(exitCodes);
  });

  it('has every output of a stage', () => {
    expect(tableBelow('Outputs').map(([name]) => name)).toEqual(Object.keys(outputsSchema.shape));
  });

  it('has every assertion with its sentence', () => {
    expect(Object.fromEntries(tableBelow('Assertions'))).toEqual(assertionNames);
  });

  it('shows summary.json as it is', () => {
    const shown = JSON.parse(/```json\n([^]*?)```/.exec(document)?.[1] ?? '');
    const { summary } = exampleReport();
    expect({ ...shown, assertions: [] }).toEqual({ ...summary, assertions: [] });
    expect(summary.assertions).toContainEqual(shown.assertions[0]);
  });
});
