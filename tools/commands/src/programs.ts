import { dieWithParent, childEnvironment, ExitError, runChildProgram } from '@edutechbr/cli';
import { execa } from 'execa';
import { join } from 'node:path';

/** The root of the workspace: what all commands run in. */
export const workspaceRoot = join(import.meta.dirname, '../../..');

/** Which deployment a command works on, as the environment that all programs read. */
export interface Deployment {
  readonly LMS_STAGE: string;
  readonly ENVIRONMENT_SUFFIX: string;
}

const program = (path: string) => join(workspaceRoot, path);

/** The programs behind the Nx targets, run directly: `nx run` would turn each of their exit codes into 1. */
export const programs = {
  /** @param args - `--all` for what only tests need, too */
  install: (signal?: AbortSignal, args: readonly '--all'[] = []) =>
    runChildProgram({ file: program('tools/toolchain/src/cli.ts'), args, signal, stdout: 'ignore' }),

  infra: (command: 'deploy' | 'destroy' | 'outputs', deployment: Deployment, signal?: AbortSignal) =>
    runChildProgram({
      file: program('apps/lms-infra/src/cli.ts'),
      args: [command],
      env: { ...deployment },
      signal,
    }),

  loadTest: (deployment: Deployment, env: Readonly<Record<string, string>>, signal?: AbortSignal) =>
    runChildProgram({ file: program('load-tests/src/cli.ts'), env: { ...deployment, ...env }, signal }),

  /** @param runs of one drill each, as `FOLDER=TITLE`; without a folder where it was not run */
  drillsReport: (folder: string, runs: readonly string[]) =>
    runChildProgram({ file: program('load-tests/src/drills-cli.ts'), args: [folder, ...runs] }),

  /** Whether this machine has room for so many students, asked before anything is deployed. */
  checkMachine: (deployment: Deployment, env: Readonly<Record<string, string>>, signal?: AbortSignal) =>
    runChildProgram({
      file: program('load-tests/src/check-machine.ts'),
      env: { ...deployment, ...env },
      signal,
    }),

  /** @throws ExitError 3 when another deployment is on the local cloud. */
  startLocalCloud: ({ ENVIRONMENT_SUFFIX }: Deployment, signal?: AbortSignal) =>
    runChildProgram({
      file: program('apps/local-cloud/src/cli.ts'),
      args: ['start', '--suffix', ENVIRONMENT_SUFFIX],
      signal,
    }),

  localCloud: (command: 'stop' | 'status', signal?: AbortSignal) =>
    runChildProgram({ file: program('apps/local-cloud/src/cli.ts'), args: [command], signal }),
};

/**
 * Runs Nx with its output shown.
 * @throws ExitError when a task fails.
 */
export async function nx(
  args: readonly string[],
  { signal, env }: { signal?: AbortSignal; env?: Record<string, string> } = {},
) {
  const [file, ...fileArgs] = dieWithParent(join(workspaceRoot, 'node_modules/.bin/nx'), args);
  const { failed } = await execa(file, fileArgs, {
    cwd: workspaceRoot,
    ...childEnvironment('own', { NX_DAEMON: 'false', NX_TUI: 'false', ...env }),
    stdio: 'inherit',
    cancelSignal: signal,
    reject: false,
  });
  if (failed) throw new ExitError('internalError', `nx ${args.join(' ')} failed; see above`);
}
