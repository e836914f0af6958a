import { runChildProgram } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { join } from 'node:path';
import { OWNER_VARIABLE } from './leftovers/left-processes.ts';
import { projectRoot } from './project-root.ts';
import type { Stage } from './stage.ts';

/** What a command works with. */
export interface Workbench {
  readonly stage: Stage;
  /** The folder of this app. */
  readonly projectRoot: string;
  /** Writes the stacks that are deployed. @default - those of the stage */
  readonly synthesizeStacks?: (stage: Stage, projectRoot: string) => void;
  /** Path of Terraform. */
  readonly terraform: string;
  /** Added to the environment of Terraform and cdktf. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const terraformWithoutHangup = join(projectRoot, 'src/terraform-without-hangup.sh');

/** Gets the tools that the stage needs. */
export async function prepareWorkbench(stage: Stage, signal: AbortSignal): Promise<Workbench> {
  const { terraform, ...tools } = await ensureTools(
    stage.name === 'local' ? ['terraform', 'awsProvider'] : ['terraform'],
    { signal },
  );
  const env = {
    // AWS stages take exactly the provider that the bindings were made from, as Terraform finds it by itself.
    ...tools.awsProvider,
    // Terraform links to what the toolchain has found. cdktf would copy it to the home folder first, which need not be writable.
    ...(tools.awsProvider && { CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1' }),
    LMS_STAGE: stage.name,
    ENVIRONMENT_SUFFIX: stage.environmentSuffix,
    TERRAFORM_BINARY_NAME: terraformWithoutHangup,
    LMS_INFRA_TERRAFORM: terraform,
    // The folders of stacks serve one stage after the other, whose states are in different places, and on this machine one
    // provider after the other: whichever the toolchain has found.
    TF_CLI_ARGS_init: tools.awsProvider ? '-reconfigure -upgrade' : '-reconfigure',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    CI: '1',
    // By which the next command knows what a killed one has left at work.
    [OWNER_VARIABLE]: projectRoot,
  };
  return { stage, projectRoot, terraform, env, signal };
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
