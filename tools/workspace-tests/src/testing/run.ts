import { execFileSync } from 'node:child_process';
import { childEnvironment } from '@edutechbr/cli';

export interface RunOptions {
  readonly cwd: string;
  /** Added to the environment. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program. What Nx and Jest, which run these tests, and a stage have in their environment does not reach it.
 *
 * @returns what it prints on stdout
 * @throws when it fails, with what it printed on stderr.
 */
export function run(file: string, args: readonly string[], { cwd, env }: RunOptions): string {
  return execFileSync(file, args, {
    ...childEnvironment('system', env),
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
