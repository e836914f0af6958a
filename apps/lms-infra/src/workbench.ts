import { runChildProgram } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { join } from 'node:path';
import { OWNER_VARIABLE } from './leftovers/left-processes.ts';
import { projectRoot } from './project-root.ts';
import type { Stage } from './stage.ts';

/** What runs Terraform on the stacks of a CDKTF app. */
export interface Toolbench {
  /** The folder of the app. */
  readonly projectRoot: string;
  /** Path of Terraform. */
  readonly terraform: string;
  /** Added to the environment of Terraform and cdktf. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What a command of this app works with. */
export interface Workbench extends Toolbench {
  readonly stage: Stage;
  /** Writes the stacks that are deployed. @default - those of the stage */
  readonly synthesizeStacks?: (stage: Stage, projectRoot: string) => void;
}

const terraformWithoutHangup = join(projectRoot, 'src/terraform-without-hangup.sh');

/** Gets the tools that the stage needs, for the app in a folder. */
export async function prepareToolbench(
  stage: Pick<Stage, 'name'>,
  projectRoot: string,
  signal: AbortSignal,
): Promise<Toolbench> {
  const { terraform, ...tools } = await ensureTools(
    stage.name === 'local' ? ['terraform', 'awsProvider'] : ['terraform'],
    { signal },
  );
  const env = {
    // AWS stages take exactly the provider that the bindings were made from, as Terraform finds it by itself.
    ...tools.awsProvider,
    LMS_STAGE: stage.name,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    // By which the next command knows what a killed one has left at work.
    [OWNER_VARIABLE]: projectRoot,
  };
  return { projectRoot, terraform, env, signal };
}

/** Gets the tools that the stage needs. */
export async function prepareWorkbench(stage: Stage, signal: AbortSignal): Promise<Workbench> {
  const toolbench = await prepareToolbench(stage, projectRoot, signal);
  const isLocal = stage.name === 'local';
  const env = {
    ...toolbench.env,
    // Terraform links to what the toolchain has found. cdktf would copy it to the home folder first, which need not be writable.
    ...(isLocal && { CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1' }),
    ENVIRONMENT_SUFFIX: stage.environmentSuffix,
    TERRAFORM_BINARY_NAME: terraformWithoutHangup,
    LMS_INFRA_TERRAFORM: toolbench.terraform,
    // The folders of stacks serve one stage after the other, whose states are in different places, and on this machine one
    // provider after the other: whichever the toolchain has found.
    TF_CLI_ARGS_init: isLocal ? '-reconfigure -upgrade' : '-reconfigure',
    CI: '1',
  };
  return { ...toolbench, stage, env };
}

/**
 * Starts what stands in for AWS on this machine, unless it runs already; other stages have AWS itself.
 *
 * @throws ExitError 3 when another deployment is on it.
 */
export async function startLocalCloud({ stage, signal }: Workbench): Promise<void> {
  if (stage.name === 'local') await localCloud(['start', '--suffix', stage.environmentSuffix], signal);
}

/** Ends what stands in for AWS on this machine, and with it all that is deployed there. */
export async function stopLocalCloud({ signal }: Workbench): Promise<void> {
  await localCloud(['stop'], signal);
}

function localCloud(args: readonly string[], signal: AbortSignal): Promise<void> {
  const file = join(projectRoot, '../local-cloud/src/cli.ts');
  return runChildProgram({ file, args, signal, stdout: 'stderr' });
}
