import { beginActivity, runProgram } from '@edutechbr/cli';
import { prepareToolbench, startLocalCloud } from '@edutechbr/lms-infra/program';
import { nothingFound, synthesize } from './app.ts';
import { parseRequest } from './arguments.ts';
import { requireConfirmation } from './confirmation.ts';
import { loadSettings } from './load-settings.ts';
import { projectRoot, workspaceRoot } from './project-root.ts';
import { refusePlaceholders } from './settings.ts';
import { apply, destroy } from './verbs.ts';

runProgram(async (signal) => {
  const request = parseRequest(process.argv.slice(2));
  if (!request) return;
  const { stage, settings } = loadSettings(process.env);
  if (request.verb === 'synth') return synthesize(settings, projectRoot, nothingFound, 'bucket');

  requireConfirmation(request, settings);
  refusePlaceholders(settings);
  await beginActivity(workspaceRoot, { title: `bootstrap ${request.verb}`, uses: ['bootstrap'] });
  const toolbench = await prepareToolbench(stage, projectRoot, signal);
  await startLocalCloud({ ...toolbench, stage });
  await (request.verb === 'apply' ? apply : destroy)({ ...toolbench, settings });
});
