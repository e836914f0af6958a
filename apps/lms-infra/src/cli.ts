import { runProgram } from '@edutechbr/cli';
import { parseRequest, selectStacks } from './arguments.ts';
import { stackNames, synthesize } from './app.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import { loadStage, refusePlaceholders } from './load-stage.ts';
import { collectOutputs } from './outputs.ts';
import { planStacks } from './plan.ts';
import { initialize } from './terraform.ts';
import { prepareWorkbench, projectRoot, startLocalCloud } from './workbench.ts';

runProgram(async (signal) => {
  const request = parseRequest(process.argv.slice(2));
  if (!request) return;
  const { verb } = request;
  const stage = loadStage(process.env);
  const stacks = selectStacks(process.env.LMS_STACK);
  if (verb !== 'synth') refusePlaceholders(stage);
  synthesize(stage, projectRoot);
  if (verb === 'synth') return;

  const workbench = await prepareWorkbench(stage, signal);
  if (verb === 'outputs') {
    for (const stack of stackNames) await initialize(workbench, stack);
    process.stdout.write(`${JSON.stringify(await collectOutputs(workbench), undefined, 2)}\n`);
    return;
  }
  if (stage.name === 'local') await startLocalCloud(workbench);
  if (verb === 'plan') await planStacks(workbench, stacks, request);
  else if (verb === 'deploy') await deploy(workbench, stacks);
  else await destroy(workbench, stacks);
});
