import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from './child-environment.ts';
import { ExitError } from './exit-error.ts';

export interface BenchmarkResults {
  /** The root of the workspace. */
  readonly workspace: string;

  /** Which section of `docs/benchmarks.md` takes the results: what its two markers name. */
  readonly section: string;

  /** The command that makes these results again. */
  readonly command: string;

  /** Rows of cells; the first is the header. */
  readonly table: readonly (readonly string[])[];

  /** What a reader must know to judge the figures, a sentence each. @default - nothing */
  readonly notes?: readonly string[];
}

/**
 * Prints a benchmark's results and writes them, with what they were measured on, into their section of
 * `docs/benchmarks.md`.
 */
export async function publishBenchmark(results: BenchmarkResults): Promise<void> {
  const file = join(results.workspace, 'docs/benchmarks.md');
  const text = [
    `${await measuredOn(results.workspace)} By \`${results.command}\`.`,
    markdownTable(results.table),
    ...(results.notes ?? []),
  ].join('\n\n');
  process.stdout.write(`\n${text}\n\nWritten to ${file}\n`);
  await writeFile(file, replaceSection(await readFile(file, 'utf8'), results.section, text));
}

/**
 * A document with other text between a section's markers, `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
 *
 * @throws ExitError when the document lacks the markers.
 */
export function replaceSection(document: string, section: string, text: string): string {
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new ExitError('wrongUsage', `docs/benchmarks.md must have the markers ${begin} and ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** A Markdown table with columns as wide as their widest cell, as Prettier would write it. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows;
  const widths = header.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** The middle of some figures, which one slow run does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

async function measuredOn(workspace: string): Promise<string> {
  const { execa } = await import('execa');
  const git = (args: readonly string[]) =>
    execa('git', args, {
      cwd: workspace,
      ...childEnvironment('system'),
      reject: false,
    });
  const { stdout: commit } = await git(['rev-parse', '--short', 'HEAD']);
  const { stdout: changes } = await git(['status', '--porcelain', '--', ':!docs']);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'an unknown CPU'}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const state = `${commit || 'unknown'}${changes ? ' with changes' : ''}`;
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date} at commit ${state}: ${machine}, ${memory}, ${process.platform}, Node ${process.version}.`;
}
