import { childEnvironment } from '@edutechbr/cli';
import { execa } from 'execa';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { interruptTerraformBelow } from './interrupt-terraform.ts';

const SECONDS_OF_SILENCE = 10;

const guard = [
  'node',
  '--conditions=@edutechbr/source',
  '--import',
  'tsx',
  join(import.meta.dirname, 'guarded-program.ts'),
];

export interface VisibleRun {
  /** What is being waited for when the program is silent, such as `cdktf deploy`. */
  readonly title: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /**
   * What of a printed line is shown; all of it goes to `logFile`, if there is one.
   * @default - everything is shown, nothing is logged
   */
  readonly condensed?: {
    readonly logFile?: string;
    readonly toProgress: (line: string) => string | undefined;
  };
  /** Interrupts every Terraform below the program, so that each saves its state and releases its lock. */
  readonly signal: AbortSignal;
  /** Whether Terraform is interrupted when this process is killed as well (`guarded-program.ts`). @default false */
  readonly guarded?: boolean;
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
  condensed,
  signal,
  guarded = false,
}: VisibleRun): Promise<VisibleResult> {
  const start = Date.now();
  const [program = '', ...programArgs] = [...(guarded ? guard : []), file, ...args];
  const child = execa(program, programArgs, {
    cwd,
    ...childEnvironment('terraform', env),
    stdin: 'ignore',
    all: true,
    preferLocal: true,
    localDir: cwd,
    reject: false,
    // In a process group of its own: Ctrl-C would end cdktf at once, and Terraform with it, lock held.
    detached: true,
    cleanup: false,
    ...(guarded && { ipc: true }),
  });
  const silence = setInterval(
    () =>
      process.stderr.write(`${title}: still running after ${Math.round((Date.now() - start) / 1000)} s\n`),
    SECONDS_OF_SILENCE * 1000,
  );
  const show = (text: string) => {
    silence.refresh();
    process.stderr.write(text);
  };
  if (condensed) {
    if (condensed.logFile) child.all.pipe(createWriteStream(condensed.logFile));
    createInterface(child.all).on('line', (line) => {
      const progress = condensed.toProgress(stripVTControlCharacters(line));
      if (progress) show(`${progress}\n`);
    });
  } else {
    child.all.on('data', (output: Buffer) => show(output.toString()));
  }
  const interrupt = () => (guarded ? child.disconnect() : void interruptTerraformBelow(child));
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
