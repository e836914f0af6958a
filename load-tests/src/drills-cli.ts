import { ExitError, runProgram } from '@edutechbr/cli';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allPassed, renderDrillsReport, type Drill } from './report/drills-report.ts';
import { readReportData } from './report/report-data.ts';

const results = join(import.meta.dirname, '../results');

/**
 * Writes one report over several runs: `drills-cli.ts FOLDER RUN=TITLE …`, each run a folder below `load-tests/results`, or nothing where
 * the drill has not been run.
 */
runProgram(async () => {
  const [folder, ...runs] = process.argv.slice(2);
  if (folder === undefined) throw new ExitError('wrongUsage', 'names a folder and RUN=TITLE for each drill');
  const drills = await Promise.all(runs.map(readDrill));
  await mkdir(folder, { recursive: true });
  const report = join(folder, 'report.html');
  await writeFile(report, renderDrillsReport(drills));
  const summary = {
    passed: allPassed(drills),
    drills: drills.map(({ title, data }) => ({ title, ...(data?.summary ?? { passed: null }) })),
  };
  await writeFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  process.stdout.write(`Report over the drills: ${report}\n`);
});

async function readDrill(argument: string): Promise<Drill> {
  const [run = '', ...title] = argument.split('=');
  const data = run === '' ? {} : { data: await readReportData(join(results, run)) };
  return { title: title.join('='), ...data };
}
