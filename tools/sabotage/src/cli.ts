import { beginActivity, ExitError, runProgram } from '@edutechbr/cli';
import { nx, programs, runSteps, takeDown, workspaceRoot, type Step } from '@edutechbr/commands';
import { loadStage, prepareWorkbench, startLocalCloud, type Workbench } from '@edutechbr/lms-infra/program';
import { join } from 'node:path';
import { parseArguments, type Arguments } from './arguments.ts';
import { Progress, select } from './progress.ts';
import { recordResults } from './record.ts';
import { repairService, restore, run } from './runner.ts';
import { sabotages } from './sabotages/index.ts';
import { verdictLine } from './table.ts';

/** Breaks the local stage in one way after the other, and requires each run to go red for that reason. */
runProgram(async (signal) => {
  const request = parseArguments(process.argv.slice(2));
  if (!request) return;
  const stage = loadStage(process.env);
  if (stage.name !== 'local')
    throw new ExitError('wrongUsage', `sabotage runs on the local stage only, got LMS_STAGE=${stage.name}`);
  const deployment = { LMS_STAGE: stage.name, ENVIRONMENT_SUFFIX: stage.environmentSuffix };
  const title = `sabotage of local-${stage.environmentSuffix}`;
  await beginActivity(workspaceRoot, { title, uses: ['infrastructure', 'load'] });
  const progress = new Progress(resultsFolder(stage.environmentSuffix));
  const steps: Step[] = [
    { title: 'Get the tools that are missing', run: () => programs.install(signal) },
    { title: 'Build the reference LMS', run: () => nx(['run', 'reference-lms:build'], { signal }) },
    {
      title: 'Deploy the local stage as it should be',
      run: async () => {
        await programs.infra('deploy', deployment, signal);
        progress.setBroken([]);
      },
      undo: request.keep ? [] : takeDown(deployment),
    },
    {
      title: 'Break it in one way after the other',
      run: async () => {
        const workbench = await prepareWorkbench(stage, signal);
        await startLocalCloud(workbench);
        await runAll(request, workbench, progress);
      },
    },
  ];
  try {
    await runSteps(request.deploy ? steps : steps.slice(-1));
  } finally {
    process.stdout.write(`\nResults: ${join(resultsFolder(stage.environmentSuffix), 'results.md')}\n`);
  }
});

async function runAll(request: Arguments, workbench: Workbench, progress: Progress): Promise<void> {
  if (request.restart) progress.restart();
  const chosen = select(sabotages, request, progress.verdicts);
  for (const [index, sabotage] of chosen.entries()) {
    process.stdout.write(`\n(${index + 1} of ${chosen.length}) ${sabotage.id}: ${sabotage.title}\n`);
    const { stage, signal } = workbench;
    const deployment = { LMS_STAGE: stage.name, ENVIRONMENT_SUFFIX: stage.environmentSuffix };
    const verdict = await run(sabotage, {
      workbench,
      deployment,
      progress,
      secondsAllowed: request.seconds,
    });
    signal.throwIfAborted();
    progress.add(verdict);
    process.stdout.write(`${verdictLine(verdict)}\n`);
  }
  await restore(workbench, progress, progress.broken);
  await repairService(workbench, progress);
  if (request.record) await recordResults(join(workspaceRoot, 'docs/sabotage.md'), progress.verdicts);
  summarize(progress);
}

/** @throws ExitError that names the sabotages which were not noticed as they have to be. */
function summarize({ verdicts }: Progress): void {
  process.stdout.write(`\n${verdicts.map(verdictLine).join('\n')}\n`);
  const failed = verdicts.filter(({ passed }) => !passed).map(({ id, problem }) => `${id} (${problem})`);
  if (failed.length > 0)
    throw new ExitError('loadTestFailed', `not noticed as required: ${failed.join(', ')}`);
}

function resultsFolder(environmentSuffix: string): string {
  return join(workspaceRoot, 'load-tests/results/sabotage', `local-${environmentSuffix}`);
}
