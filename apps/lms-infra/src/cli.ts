import { runProgram } from '@edutechbr/cli';
import { synthesize } from './app.ts';
import { parseRequest, selectStacks } from './arguments.ts';
import { loadStage, refusePlaceholders } from './load-stage.ts';
import { projectRoot } from './project-root.ts';

runProgram(async (signal) => {
  const request = parseRequest(process.argv.slice(2));
  if (!request) return;
  const stage = loadStage(process.env);
  const stacks = selectStacks(process.env.LMS_STACK);
  if (request.verb !== 'synth') refusePlaceholders(stage);
  synthesize(stage, projectRoot);
  if (request.verb === 'synth') return;

  // Only now: a synth does without the AWS SDK, which takes a second and 70 MiB to load.
  const { runVerb } = await import('./verbs.ts');
  await runVerb(request, stage, stacks, signal);
});
