import { runProgram } from '@edutechbr/cli';
import { synthesize } from './app.ts';
import { parseRequest, selectStacks } from './arguments.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import { loadStage, refusePlaceholders } from './load-stage.ts';
import { printOutputs } from './outputs.ts';
import { planStacks } from './plan.ts';
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
  if (verb !== 'outputs') await startLocalCloud(workbench);
  switch (verb) {
    case 'plan':
      return planStacks(workbench, stacks, request);
    case 'deploy':
      return deploy(workbench, stacks);
    case 'destroy':
      return destroy(workbench, stacks);
    case 'outputs':
      return printOutputs(workbench);
  }
});
