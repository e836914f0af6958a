import { childEnvironment } from './child-environment.ts';
import { ExitError, exitCodes, type ExitReason } from './exit-error.ts';

export interface ChildProgram {
  /** The program's TypeScript file. */
  readonly file: string;

  /** @default - no arguments */
  readonly args?: readonly string[];

  /** Added to this process's environment. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;

  /**
   * Interrupts the child, which cleans up and ends by itself.
   * @default - the child cannot be interrupted
   */
  readonly signal?: AbortSignal;

  /** Where the child's stdout goes. @default 'inherit' */
  readonly stdout?: 'inherit' | 'ignore' | 'stderr';
}

/**
 * Runs another of our programs from its source and shows what it prints.
 *
 * @throws ExitError with the child's own exit code and reason when it did not pass.
 */
export async function runChildProgram({
  file,
  args = [],
  env,
  signal,
  stdout = 'inherit',
}: ChildProgram): Promise<void> {
  // Only now: most programs have no child, and it takes 90 ms and 17 MB to load.
  const { execa } = await import('execa');
  const child = execa('node', ['--conditions=@edutechbr/source', '--import', 'tsx', file, ...args], {
    ...childEnvironment('own', env),
    stdin: 'inherit',
    stdout: stdout === 'stderr' ? process.stderr : stdout,
    stderr: ['pipe', 'inherit'],
    reject: false,
    // In a process group of its own, or Ctrl-C would reach it twice: from the terminal and from us.
    detached: true,
    cleanup: false,
    // Its end tells the child that this process has died, even by SIGKILL: the child then cleans up and ends.
    ipc: true,
  });
  const interrupt = () => child.kill('SIGINT');
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted) interrupt();
  const { exitCode, stderr } = await child;
  signal?.removeEventListener('abort', interrupt);
  if (exitCode !== 0) throw childError(exitCode, String(stderr));
}

function childError(exitCode: number | undefined, stderr: string): ExitError {
  const message = /^exit \d+: ([\s\S]*)/m.exec(stderr)?.[1]?.trim();
  const reason = (Object.keys(exitCodes) as ExitReason[]).find((name) => exitCodes[name] === exitCode);
  return new ExitError(reason ?? 'internalError', message ?? `ended with exit code ${exitCode ?? 'none'}`);
}
