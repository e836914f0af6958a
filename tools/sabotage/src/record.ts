import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { sabotages } from './sabotages/index.ts';
import { verdictTable } from './table.ts';
import type { Verdict } from './verdict.ts';

const BEGIN = '<!-- results -->';
const END = '<!-- /results -->';

/** Puts the verdicts between the two marks of a document, with the date and the machine. */
export async function recordResults(file: string, verdicts: readonly Verdict[]): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, withResults(text, verdicts, machine()));
}

export function withResults(text: string, verdicts: readonly Verdict[], machine: string): string {
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`the document has no ${BEGIN} … ${END}`);
  const dates = verdicts.map(({ finishedAt }) => finishedAt.slice(0, 10)).sort();
  const days = [...new Set([dates.at(0), dates.at(-1)])].join(' to ');
  const count = `${verdicts.filter(({ passed }) => passed).length} of ${sabotages.length} as required`;
  const heading = `${count}. Made by \`load-tests:sabotage --record\` on ${days}; ${machine}.`;
  return `${text.slice(0, before + BEGIN.length)}\n\n${heading}\n\n${verdictTable(inOrder(verdicts))}\n${text.slice(after)}`;
}

const inOrder = (verdicts: readonly Verdict[]) =>
  sabotages.flatMap(({ id }) => verdicts.filter((verdict) => verdict.id === id));

const machine = () =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
