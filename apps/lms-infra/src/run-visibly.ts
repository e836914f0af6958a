import { execa } from 'execa';
import { stripVTControlCharacters } from 'node:util';
import { interruptTerraformBelow } from './interrupt-terraform.ts';

const SECONDS_OF_SILENCE = 10;

export interface VisibleRun {
  /** What is being waited for when the program is silent, such as `cdktf deploy`. */
  readonly title: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Interrupts every Terraform below the program, so that each saves its state and releases its lock. */
  readonly signal: AbortSignal;
}

export interface VisibleResult {
  readonly exitCode: number;
  /** What follows `Error:` in the output, each once. */
  readonly errors: readonly string[];
}

/** Runs a program, shows on stderr what it prints, and says that it still runs when it prints nothing. */
export async function runVisibly({
  title,
  file,
  args,
  cwd,
  env,
  signal,
}: VisibleRun): Promise<VisibleResult> {
  const start = Date.now();
  const child = execa(file, args, {
    cwd,
    env,
    stdin: 'ignore',
    all: true,
    preferLocal: true,
    localDir: cwd,
    reject: false,
    // In a process group of its own: Ctrl-C would end cdktf at once, and Terraform with it, lock held.
    detached: true,
    cleanup: false,
  });
  const silence = setInterval(
    () =>
      process.stderr.write(`${title}: still running after ${Math.round((Date.now() - start) / 1000)} s\n`),
    SECONDS_OF_SILENCE * 1000,
  );
  child.all.on('data', (output: Buffer) => {
    silence.refresh();
    process.stderr.write(output);
  });
  const interrupt = () => interruptTerraformBelow(child);
  signal.addEventListener('abort', interrupt, { once: true });
  if (signal.aborted) interrupt();
  try {
    const { exitCode = 1, all } = await child;
    const errors = [...stripVTControlCharacters(all).matchAll(/Error: (.+)/g)].map(([, error = '']) =>
      error.trim(),
    );
    return { exitCode, errors: [...new Set(errors)] };
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearInterval(silence);
  }
}
