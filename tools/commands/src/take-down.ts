import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expectNothingLeft } from './leftovers.ts';
import { programs, workspaceRoot, type Deployment } from './programs.ts';
import type { Step } from './steps.ts';

/** Takes back a deployment of the local stage, down to the last process. */
export const takeDown = (deployment: Deployment): [Step, ...Step[]] => [
  { title: 'Destroy the stage and look for what is left', run: () => programs.infra('destroy', deployment) },
  { title: 'Stop the local cloud', run: () => programs.localCloud('stop') },
  { title: 'Check that no process, port or file is left', run: () => expectNothingLeft(workspaceRoot) },
];

/** What an end before the clean-up leaves, and what ends that. */
export function leftOfLocalCloud(): string | undefined {
  if (!existsSync(join(workspaceRoot, '.local-cloud'))) return undefined;
  return 'the local cloud still runs; "npx nx run local-cloud:stop --force" ends it, and what is deployed there with it';
}
