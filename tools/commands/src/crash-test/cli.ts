import { beginActivity, ExitError, parseOptions, runProgram } from '@edutechbr/cli';
import { Command } from 'commander';
import { expectNothingLeft } from '../leftovers.ts';
import { programs, workspaceRoot } from '../programs.ts';
import { runSteps, type Step } from '../steps.ts';
import { leftOfLocalCloud } from '../take-down.ts';
import { status } from './machine.ts';
import { brokenPart, deployedStage, deploys, emptyCloud } from './scenarios.ts';

const command = new Command('npx nx run local-cloud:crash-test --')
  .description(
    'Kills the local cloud, its parts, a deploy and a load test, and requires that the next command recovers.',
  )
  .option('--quick', 'only what needs no deployment');

/**
 * Kills the local cloud, its parts, a deploy and a load test, and requires that the next command recovers. About a
 * quarter of an hour; `--quick` leaves the deploys out and takes about one.
 */
runProgram(crashTest, { left: leftOfLocalCloud });

async function crashTest(signal: AbortSignal): Promise<void> {
  const options = parseOptions<{ quick?: boolean }>(command);
  if (!options) return;
  // Not registered as long as it works: what it starts has to be refused because of what it starts.
  const release = await beginActivity(workspaceRoot, {
    title: 'crash test',
    uses: ['infrastructure', 'load'],
  });
  release();
  if (!/is not running/.test(await status()))
    throw new ExitError(
      'missingTool',
      'a local cloud runs, or has left files: end it with local-cloud:stop first',
    );
  const ended = [
    { title: 'stop the local cloud', run: () => programs.localCloud('stop') },
    { title: 'check that nothing is left', run: () => expectNothingLeft(workspaceRoot) },
  ];
  const all = [...emptyCloud, ...(options.quick ? [] : [...deploys, ...deployedStage, ...brokenPart])];
  const [first, ...others] = all.map((step) => unlessInterrupted(step, signal));
  if (first) await runSteps([{ ...first, undo: ended }, ...others]);
}

function unlessInterrupted({ run, ...step }: Step, signal: AbortSignal): Step {
  return {
    ...step,
    run: async () => {
      signal.throwIfAborted();
      await run();
    },
  };
}
