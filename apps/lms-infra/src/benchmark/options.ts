import { parseOptions } from '@edutechbr/cli';
import { Command, InvalidArgumentError, Option } from 'commander';

export const sections = ['synth', 'workspace', 'stage'] as const;

export type Section = (typeof sections)[number];

export interface BenchmarkOptions {
  readonly only: readonly Section[];
  /** How often what takes seconds is measured. */
  readonly runs: number;
}

const help = `
Needs an otherwise idle machine. "stage" deploys the local stage with the suffix "benchmark", so no other may be deployed on this
machine, destroys it again, and leaves the local cloud running (npx nx run local-cloud:stop). "workspace" works in a clone in the temporary folder.`;

/**
 * @returns nothing when the arguments asked for help, which was printed
 * @throws ExitError when they make no sense.
 */
export function parseBenchmarkOptions(args: readonly string[]): BenchmarkOptions | undefined {
  const program = new Command('npx nx run lms-infra:benchmark --')
    .description(
      "Measures synthesis, the workspace's tasks, and the life of the local stage, and writes the tables into docs/benchmarks.md.",
    )
    .addOption(new Option('--only <sections...>', 'what is measured').choices(sections).default(sections))
    .option('--runs <number>', 'how often what takes seconds is measured, for the median', readCount, 5)
    .addHelpText('after', help);
  return parseOptions<BenchmarkOptions>(program, args);
}

function readCount(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError(`must be a whole number above 0, got ${text}`);
  return Number(text);
}
