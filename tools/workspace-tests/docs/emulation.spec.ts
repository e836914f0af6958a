import { faultsOf, proofsIn } from './proofs.ts';
import { textOf } from './workspace-files.ts';

/** The rows of the tables that have a column of proofs: the row's first cell, and the column. */
const rows = textOf('docs/emulation.md')
  .trim()
  .split(/\n\n+/)
  .map((table) => table.split('\n').map((line) => line.split('|').map((cell) => cell.trim())))
  .flatMap(([header = [], , ...lines]) => {
    const column = header.findIndex((title) => /^(Pinned|Proven) by$/.test(title));
    return column < 0 ? [] : lines.map((cells): [string, string] => [cells[1] ?? '', cells[column] ?? '']);
  });

describe('what the local stage emulates', () => {
  it('is in tables that say what pins each behaviour', () => {
    expect(rows.length).toBeGreaterThan(50);
  });

  it.each(rows)('%s is pinned by tests that exist', (_, pinnedBy) => {
    const proofs = proofsIn(pinnedBy);
    expect(proofs).not.toEqual([]);
    expect(proofs.flatMap((proof) => faultsOf(proof, ['apps/local-cloud/', '']))).toEqual([]);
  });
});
