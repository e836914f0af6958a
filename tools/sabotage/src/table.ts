import type { Verdict } from './verdict.ts';

/** The verdicts as a Markdown table. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const { title, stack, by, exitCode, line, seconds, problem } = verdict;
    return [
      title,
      stack,
      resultOf(verdict),
      problem ? `${problem}. It said: ${line}` : line,
      seconds,
      by,
      exitCode,
    ];
  });
  return [
    '| what | stack | result | the line | seconds | by | exit code |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
  ].join('\n');
}

/** For a person: `RED as required`. */
export function resultOf({ passed, exitCode }: Verdict): string {
  if (!passed) return 'FAILED';
  return exitCode === 0 ? 'GREEN as required' : 'RED as required';
}

/** One line for the terminal. */
export function verdictLine(verdict: Verdict): string {
  const { title, problem, line, exitCode, seconds, by } = verdict;
  const what = `${resultOf(verdict)}  ${title}: exit ${exitCode} by the ${by} after ${seconds} s`;
  return `${what}${problem ? `; ${problem}` : ''}\n    ${line}`;
}

const cell = (value: string | number) =>
  String(value)
    .replaceAll('|', '\\|')
    .replace(/\s+/g, ' ')
    // Where the workspace was, and ids of this run, say nothing to a reader.
    .replace(/\/[^\s']*\/(?=\.local-cloud\/)/g, '')
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, '…');
