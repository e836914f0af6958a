import { execFileSync } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  /** Added to the environment. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/** The Nx that runs these tests, Jest and a stage must not reach what a test starts. */
const foreign = /^(NX_|JEST_|LMS_|ENVIRONMENT_SUFFIX$|NODE_OPTIONS$|NODE_ENV$)/;

/**
 * Runs a program.
 *
 * @returns what it prints on stdout
 * @throws when it fails, with what it printed on stderr.
 */
export function run(file: string, args: readonly string[], { cwd, env }: RunOptions): string {
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return execFileSync(file, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
