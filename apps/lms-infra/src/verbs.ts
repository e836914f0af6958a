import type { StackName } from './app.ts';
import type { Request } from './arguments.ts';
import { destroyOrStop, whileItWorks } from './broken-local-cloud.ts';
import { deploy } from './deploy.ts';
import { refuseInUse } from './in-use.ts';
import { cleanUpAfterKilled } from './leftovers/clean-up.ts';
import { refuseLockedStates } from './leftovers/remote-locks.ts';
import { printOutputs } from './outputs.ts';
import { planStacks } from './plan.ts';
import { printPreflight, requirePreflight } from './preflight/preflight.ts';
import type { Stage } from './stage.ts';
import { prepareWorkbench, startLocalCloud } from './workbench.ts';

/** Does with a synthesized stage what was asked for. */
export async function runVerb(
  request: Request,
  stage: Stage,
  stacks: readonly StackName[],
  signal: AbortSignal,
): Promise<void> {
  await refuseInUse(request, stage);
  if (request.verb === 'preflight') return printPreflight(stage, request);
  const workbench = await prepareWorkbench(stage, signal);
  await cleanUpAfterKilled(workbench);
  if (request.verb !== 'outputs') {
    await startLocalCloud(workbench);
    await refuseLockedStates(workbench, stacks);
  }
  switch (request.verb) {
    case 'plan':
      return whileItWorks(workbench, (watched) => planStacks(watched, stacks, request));
    case 'deploy':
      await requirePreflight(stage);
      return whileItWorks(workbench, (watched) => deploy(watched, stacks));
    case 'destroy':
      return destroyOrStop(workbench, stacks);
    case 'outputs':
      return printOutputs(workbench);
  }
}
