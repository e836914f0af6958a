import { parseOptions } from '@edutechbr/cli';
import { Command, InvalidArgumentError } from 'commander';

export interface BenchmarkOptions {
  /** Numbers of students, one run each. */
  readonly sessions: readonly number[];
}

const help = `
Needs a deployed local stage (npx nx run lms-infra:deploy) and an otherwise idle machine. A run takes about 10 minutes.

Environment:
  ENVIRONMENT_SUFFIX   which deployment of the local stage (default: dev)`;

/**
 * @returns nothing when the arguments asked for help, which was printed
 * @throws ExitError when they make no sense.
 */
export function parseBenchmarkOptions(args: readonly string[]): BenchmarkOptions | undefined {
  const program = new Command('npx nx run load-tests:benchmark --')
    .description(
      'Runs the workload "sessions" on the deployed local stage with several numbers of students, measures what each part ' +
        'of the stage takes, and writes the table into docs/benchmarks.md.',
    )
    .option('--sessions <numbers>', 'numbers of students', readNumbers, [1000, 5000, 10_000])
    .addHelpText('after', help);
  return parseOptions<BenchmarkOptions>(program, args);
}

function readNumbers(text: string): number[] {
  if (!/^[1-9]\d*(,[1-9]\d*)*$/.test(text))
    throw new InvalidArgumentError(`must be whole numbers above 0 separated by commas, got ${text}`);
  return text.split(',').map(Number);
}
