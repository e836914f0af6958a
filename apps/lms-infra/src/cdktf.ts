import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stackNames, synthesize, type StackName } from './app.ts';
import { runVisibly } from './run-visibly.ts';
import { terraformProgress } from './terraform-progress.ts';
import { failed } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/**
 * Runs `cdktf deploy` or `cdktf destroy` for all stacks or for some.
 *
 * @throws ExitError when it says that it failed. It has passed on errors before: look at what happened, too.
 */
export async function cdktf(
  { stage, projectRoot, synthesizeStacks = synthesize, env, signal }: Workbench,
  command: 'deploy' | 'destroy',
  stacks: readonly StackName[],
): Promise<void> {
  const which =
    stacks.length === stackNames.length ? ['*'] : [...stacks, '--ignore-missing-stack-dependencies'];
  const args = [command, ...which, '--auto-approve', '--skip-provider-lock', '--no-color'];
  // Faster than by cdktf, which would start a Node of its own for it.
  synthesizeStacks(stage, projectRoot);
  args.push('--skip-synth');
  const title = `cdktf ${command}`;
  const logFolder = await mkdtemp(join(tmpdir(), 'lms-infra-'));
  const log = join(logFolder, 'terraform.log');
  const logFile = join(projectRoot, 'logs', `${command}.log`);
  await mkdir(dirname(logFile), { recursive: true });
  process.stderr.write(`${title} ${which.join(' ')}; all that it prints: ${logFile}\n`);
  try {
    // cdktf sometimes drops the last lines of what Terraform prints, which are its errors: they are in its log as well.
    const logged = { ...env, TF_LOG: 'ERROR', TF_LOG_PATH: log };
    const { exitCode, errors } = await runVisibly({
      title,
      file: 'cdktf',
      args,
      cwd: projectRoot,
      env: logged,
      condensed: { logFile, toProgress: terraformProgress },
      signal,
      guarded: true,
    });
    signal.throwIfAborted();
    if (exitCode === 0) return;
    const logErrors = loggedErrors(await readFile(log, 'utf8').catch(() => ''));
    throw failed(title, logErrors.length > 0 ? logErrors : errors);
  } finally {
    await rm(logFolder, { recursive: true, force: true });
  }
}

/** The errors of resources in Terraform's log, each once: `aws_vpc.network: creating EC2 VPC: …`. */
export function loggedErrors(log: string): string[] {
  const errors = [...log.matchAll(/\[ERROR\] +vertex "([^"]+)" error: (.+)/g)].map(
    ([, address = '', error = '']) => {
      const plainAddress = address.replace(/ \(.*\)$/, '');
      return `${plainAddress}: ${error}`;
    },
  );
  return [...new Set(errors)];
}
