import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExitError } from '@edutechbr/cli';
import type { Folders } from '../types.ts';

const PREFIX = 'local-';

const statesOf = ({ workspace }: Pick<Folders, 'workspace'>) => join(workspace, 'apps/lms-infra/state');

/**
 * What Terraform remembers of the local stage belongs to an emulator that is gone: a new one is empty.
 *
 * @returns the names of the deployments that were forgotten
 */
export function forgetDeployments(folders: Folders): string[] {
  const names = deployments(folders);
  for (const name of names) {
    rmSync(join(statesOf(folders), name), { recursive: true });
    rmSync(join(folders.workspace, 'apps/lms-infra/outputs', `${name}.json`), { force: true });
  }
  return names;
}

/**
 * The local cloud runs the first load balancer and the first replication group: one deployment at a time.
 *
 * @throws ExitError 3 that names another deployment than `environmentSuffix`, and the command that ends it
 */
export function refuseOtherDeployments(folders: Pick<Folders, 'workspace'>, environmentSuffix: string): void {
  const own = `${PREFIX}${environmentSuffix}`;
  const other = deployments(folders).find(
    (name) => name !== own && isDeployed(join(statesOf(folders), name)),
  );
  if (!other) return;
  const suffix = other.slice(PREFIX.length);
  throw new ExitError(
    'missingTool',
    `${own} cannot be deployed beside ${other}: the local cloud runs one deployment at a time. ` +
      `End that one with "LMS_STAGE=local ENVIRONMENT_SUFFIX=${suffix} npx nx run lms-infra:destroy", ` +
      `or use it with ENVIRONMENT_SUFFIX=${suffix}`,
  );
}

function deployments(folders: Pick<Folders, 'workspace'>): string[] {
  const states = statesOf(folders);
  return existsSync(states) ? readdirSync(states).filter((name) => name.startsWith(PREFIX)) : [];
}

/** Whether a state in the folder manages anything; half a file is what a killed Terraform has left of one that does. */
function isDeployed(folder: string): boolean {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tfstate'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .some((state) => managesAnything(state));
}

function managesAnything(state: string): boolean {
  if (state === '') return false;
  try {
    return (JSON.parse(state) as { resources?: { mode?: string }[] }).resources?.some(isManaged) ?? false;
  } catch {
    return true;
  }
}

const isManaged = ({ mode }: { mode?: string }): boolean => mode === 'managed';
