import { childEnvironment, ExitError } from '@edutechbr/cli';
import { execa } from 'execa';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { plannedChanges, type PlannedChange } from './planned-changes.ts';
import { runVisibly, type VisibleRun } from './run-visibly.ts';
import type { Toolbench } from './workbench.ts';

/** What we read of a state, version 4 (`terraform state pull`). */
const stateSchema = z.object({
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(
          z.object({ status: z.string().optional(), attributes: z.record(z.string(), z.unknown()) }),
        ),
      }),
    )
    .default([]),
});

export type TerraformState = z.infer<typeof stateSchema>;

/** The folder of a synthesized stack, in which Terraform runs. */
export const stackFolder = ({ projectRoot }: Pick<Toolbench, 'projectRoot'>, stack: string) =>
  join(projectRoot, 'cdktf.out/stacks', stack);

/** Makes the folders of synthesized stacks ready for other commands. */
export async function initialize(toolbench: Toolbench, [first, ...others]: readonly string[]): Promise<void> {
  if (!first) return;
  // A folder of Terraform's for providers (`TF_PLUGIN_CACHE_DIR`) must not be filled by several at once.
  await initializeOne(toolbench, first);
  await Promise.all(others.map((stack) => initializeOne(toolbench, stack)));
}

/** `-reconfigure`: the folder may have served another stage. Only what takes long is shown: to fetch a provider. */
async function initializeOne(toolbench: Toolbench, stack: string): Promise<void> {
  const { exitCode, errors } = await run(
    toolbench,
    stack,
    ['init', '-input=false', '-no-color', '-reconfigure'],
    {
      condensed: {
        toProgress: (line) =>
          /^- (Installing|Installed) /.test(line) ? `${stack}: ${line.slice(2)}` : undefined,
      },
    },
  );
  if (exitCode !== 0) throw failed(`terraform init of stack ${stack}`, errors);
}

/** @returns what a deploy of the initialized stack would change; the plan itself is shown on stderr. */
export async function plan(toolbench: Toolbench, stack: string): Promise<PlannedChange[]> {
  // A plan holds the stack's values: in a folder that is ours alone, and not for longer than it is read.
  const folder = await mkdtemp(join(tmpdir(), 'lms-infra-plan-'));
  const file = join(folder, 'plan');
  try {
    const args = ['plan', '-input=false', '-no-color', '-detailed-exitcode', `-out=${file}`];
    const { exitCode, errors } = await run(toolbench, stack, args);
    if (exitCode === 0) return [];
    if (exitCode !== 2) throw failed(`terraform plan of stack ${stack}`, errors);
    return plannedChanges(await read(toolbench, stack, ['show', '-json', file]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The state of an initialized stack; an empty one when nothing was deployed. */
export async function readState(toolbench: Toolbench, stack: string): Promise<TerraformState> {
  const state = await read(toolbench, stack, ['state', 'pull']);
  return stateSchema.parse(state === '' ? {} : JSON.parse(state));
}

const versionSchema = z.object({
  terraform_version: z.string(),
  provider_selections: z.object({ 'registry.terraform.io/hashicorp/aws': z.string() }),
});

/** What an initialized stack is deployed with: this machine may have another provider than production's. */
export async function readVersions(toolbench: Toolbench, stack: string) {
  const said = versionSchema.parse(JSON.parse(await read(toolbench, stack, ['version', '-json'])));
  return {
    terraformVersion: said.terraform_version,
    awsProviderVersion: said.provider_selections['registry.terraform.io/hashicorp/aws'],
  };
}

/** Those of the stacks of which nothing is deployed. All of them are initialized. */
export async function notDeployed<Stack extends string>(
  toolbench: Toolbench,
  stacks: readonly Stack[],
): Promise<Stack[]> {
  await initialize(toolbench, stacks);
  const deployed = await Promise.all(
    stacks.map(async (stack) => managedAddresses(await readState(toolbench, stack)).length > 0),
  );
  return stacks.filter((_, index) => !deployed[index]);
}

/** Addresses of what a state manages. */
export function managedAddresses({ resources }: TerraformState): string[] {
  return resources
    .filter(({ mode, instances }) => mode === 'managed' && instances.length > 0)
    .map(({ type, name }) => `${type}.${name}`);
}

/** What to say of a program that failed. */
export function failed(what: string, errors: readonly string[]): ExitError {
  return new ExitError('deployFailed', `${what} failed: ${errors.join('; ') || 'it printed no error'}`);
}

/** What a Terraform command prints on stdout. */
async function read(toolbench: Toolbench, stack: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await execa(toolbench.terraform, args, {
    cwd: stackFolder(toolbench, stack),
    ...childEnvironment('terraform', toolbench.env),
    cancelSignal: toolbench.signal,
    reject: false,
  });
  if (exitCode !== 0) throw failed(`terraform ${args.join(' ')} of stack ${stack}`, [stderr]);
  return stdout;
}

/** Runs Terraform in a stack's folder, and shows what it prints, or what `condensed` makes of it. */
export function run(
  toolbench: Toolbench,
  stack: string,
  args: readonly string[],
  options: Pick<VisibleRun, 'condensed' | 'guarded'> = {},
) {
  const { terraform: file, env, signal } = toolbench;
  const title = `terraform ${args[0]} of ${stack}`;
  return runVisibly({ title, file, args, cwd: stackFolder(toolbench, stack), env, signal, ...options });
}
