import { beginActivity, currentCommit, exitCodes, ExitError, runProgram } from '@edutechbr/cli';
import { join } from 'node:path';
import { latestRun, results } from '../latest-run.ts';
import { nx, programs, workspaceRoot, type Deployment } from '../programs.ts';
import { runSteps, type Step } from '../steps.ts';
import { leftOfLocalCloud, takeDown } from '../take-down.ts';
import { drills, select, type Drill } from './drills.ts';
import { parseDrillOptions, type DrillOptions } from './options.ts';
import { DrillProgress } from './progress.ts';

/** Fails what can fail while students work, drill after drill, and writes one report over all. */
runProgram(runSeries, { left: leftOfLocalCloud });

async function runSeries(signal: AbortSignal): Promise<void> {
  const options = parseDrillOptions(process.argv.slice(2));
  if (!options) return;
  const deployment = { LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: options.suffix };
  await beginActivity(workspaceRoot, {
    title: `drills of local-${options.suffix}`,
    uses: ['infrastructure', 'load'],
  });
  const series = await openSeries(options, deployment);
  // The local cloud forgets the stage when it is stopped; that a destroy leaves nothing is what the demo shows.
  const [, ...ended] = takeDown(deployment);
  const preparation: Step[] = [
    { title: 'Get the tools that are missing', run: () => programs.install(signal) },
    { title: 'Build the reference LMS', run: () => nx(['run', 'reference-lms:build'], { signal }) },
    // Nothing to take back yet: what is refused here belongs to somebody else.
    { title: 'Start the local cloud', run: () => programs.startLocalCloud(deployment, signal) },
    {
      title: 'Check that this machine has room for the students',
      run: () => checkMachine(series, options, deployment, signal),
      undo: options.keep ? [] : ended,
    },
    { title: 'Deploy the local stage', run: () => programs.infra('deploy', deployment, signal) },
  ];
  const work: Step = {
    title: 'Run the drills and write the report over all',
    run: () => runDrills(series, options, deployment, signal),
  };
  await runSteps([...(options.deploy ? preparation : []), work]);
}

/** What is to be drilled now, and where it is kept how far that has come. */
interface Series {
  readonly folder: string;
  readonly progress: DrillProgress;
  readonly chosen: readonly Drill[];
}

async function openSeries(options: DrillOptions, deployment: Deployment): Promise<Series> {
  const folder = join(results, 'drills', `${deployment.LMS_STAGE}-${deployment.ENVIRONMENT_SUFFIX}`);
  const subject = { commit: await currentCommit(workspaceRoot), sessions: options.sessions ?? null };
  const progress = new DrillProgress(folder, subject);
  if (options.restart) progress.restart();
  const passed = progress.finished.filter((drill) => drill.passed).map(({ id }) => id);
  const chosen = select(drills, options, passed);
  const again = !options.only && chosen.every(({ id }) => passed.includes(id));
  if (again) progress.restart();
  else if (!options.only && passed.length > 0)
    process.stdout.write(`Passed already at this commit: ${passed.join(', ')}\n`);
  return { folder, progress, chosen };
}

/** Before anything is deployed: what does not fit is refused minutes earlier. */
async function checkMachine(
  { chosen }: Series,
  options: DrillOptions,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<void> {
  for (const drill of chosen) await programs.checkMachine(deployment, loadOf(drill, options), signal);
}

async function runDrills(
  { folder, progress, chosen }: Series,
  options: DrillOptions,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const [index, drill] of chosen.entries()) {
      process.stdout.write(`\n(${index + 1} of ${chosen.length}) ${drill.id}: ${drill.title}\n`);
      progress.add({ id: drill.id, ...(await run(drill, options, deployment, signal)) });
    }
  } finally {
    await programs.drillsReport(folder, runsByTitle(progress, chosen));
  }
  const failed = progress.finished.filter(({ passed }) => !passed).map(({ id }) => id);
  if (failed.length > 0) throw new ExitError('loadTestFailed', `drills that failed: ${failed.join(', ')}`);
}

/** @returns where the results are, and whether all assertions hold; whatever else is wrong ends the drills */
async function run(
  drill: Drill,
  options: DrillOptions,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<{ readonly folder: string; readonly passed: boolean }> {
  const before = await latestRun();
  try {
    await programs.loadTest(deployment, loadOf(drill, options), signal);
    return { folder: (await latestRun()) ?? '', passed: true };
  } catch (error) {
    signal.throwIfAborted();
    const folder = await latestRun();
    const isJudged = folder !== undefined && folder !== before;
    if (isJudged && error instanceof ExitError && error.exitCode === exitCodes.loadTestFailed)
      return { folder, passed: false };
    throw error;
  }
}

const loadOf = ({ id }: Drill, { sessions }: DrillOptions) => ({
  WORKLOAD: id,
  ...(sessions === undefined ? {} : { SESSIONS: String(sessions) }),
});

/** All that was run or was to be, as `RUN=TITLE`, without a run where there is none. */
function runsByTitle({ finished }: DrillProgress, chosen: readonly Drill[]): string[] {
  return drills.flatMap((drill) => {
    const run = finished.find(({ id }) => id === drill.id)?.folder;
    return run !== undefined || chosen.includes(drill) ? [`${run ?? ''}=${drill.title}`] : [];
  });
}
