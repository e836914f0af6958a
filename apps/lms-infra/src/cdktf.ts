import { stackNames, type StackName } from './app.ts';
import { runVisibly } from './run-visibly.ts';
import { failed } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/**
 * Runs `cdktf deploy` or `cdktf destroy` for all stacks or for some.
 *
 * @throws ExitError when it says that it failed. It has passed on errors before: look at what happened, too.
 */
export async function cdktf(
  { projectRoot, env, signal }: Workbench,
  command: 'deploy' | 'destroy',
  stacks: readonly StackName[],
): Promise<void> {
  const which =
    stacks.length === stackNames.length ? ['*'] : [...stacks, '--ignore-missing-stack-dependencies'];
  const args = [command, ...which, '--auto-approve', '--skip-provider-lock', '--no-color'];
  const title = `cdktf ${command}`;
  const { exitCode, errors } = await runVisibly({
    title,
    file: 'cdktf',
    args,
    cwd: projectRoot,
    env,
    signal,
  });
  signal.throwIfAborted();
  if (exitCode !== 0) throw failed(title, errors);
}
