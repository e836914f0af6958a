import { beginActivity, runProgram, type ActivityResource } from '@edutechbr/cli';
import { synthesize } from './app.ts';
import { parseRequest, selectStacks, type Request } from './arguments.ts';
import { requireConfirmation } from './confirmation.ts';
import { loadStage, refusePlaceholders } from './load-stage.ts';
import { projectRoot, workspaceRoot } from './project-root.ts';

runProgram(async (signal) => {
  const request = parseRequest(process.argv.slice(2));
  if (!request) return;
  const stage = loadStage(process.env);
  const stacks = selectStacks(process.env.LMS_STACK);
  if (request.verb !== 'synth' && request.verb !== 'preflight') refusePlaceholders(stage);
  if (request.verb === 'destroy') requireConfirmation(stage, stacks, request.confirm);
  const title = `${request.verb} of ${stage.name}-${stage.environmentSuffix}`;
  await beginActivity(workspaceRoot, { title, uses: resourcesOf(request.verb) });
  synthesize(stage, projectRoot);
  if (request.verb === 'synth') return;

  // Only now: a synth does without the AWS SDK, which takes a second and 70 MiB to load.
  const { runVerb } = await import('./verbs.ts');
  await runVerb(request, stage, stacks, signal);
});

/** A new task definition is deployed under a load as on AWS; what is loaded is not destroyed. */
function resourcesOf(verb: Request['verb']): ActivityResource[] {
  return verb === 'destroy' ? ['infrastructure', 'load'] : ['infrastructure'];
}
