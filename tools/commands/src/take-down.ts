import { expectNothingLeft } from './leftovers.ts';
import { programs, workspaceRoot, type Deployment } from './programs.ts';
import type { Step } from './steps.ts';

/** Takes back a deployment of the local stage, down to the last process. */
export const takeDown = (deployment: Deployment): [Step, ...Step[]] => [
  { title: 'Destroy the stage and look for what is left', run: () => programs.infra('destroy', deployment) },
  { title: 'Stop the local cloud', run: () => programs.localCloud('stop') },
  { title: 'Check that no process, port or file is left', run: () => expectNothingLeft(workspaceRoot) },
];
