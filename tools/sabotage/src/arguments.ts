import { parseOptions } from '@edutechbr/cli';
import { Command, InvalidArgumentError } from 'commander';
import type { Selection } from './progress.ts';
import { sabotages } from './sabotages/index.ts';

export interface Arguments extends Selection {
  /** Whether earlier verdicts are forgotten. */
  readonly restart?: boolean;
  /** Whether the stage is left running. */
  readonly keep?: boolean;
  /** Whether the stage is deployed first. */
  readonly deploy: boolean;
  /** Whether the verdicts are written into docs/sabotage.md. */
  readonly record?: boolean;
  /** Seconds from the moment at which a run can know until it has to be red. */
  readonly seconds: number;
}

const SECONDS_ALLOWED = 180;

const ids = () => sabotages.map(({ id, title }) => `  ${id.padEnd(28)} ${title}`).join('\n');

/**
 * What the arguments after the program's name ask for.
 *
 * @returns nothing when they asked for help, which was printed
 * @throws ExitError when they make no sense.
 */
export function parseArguments(args: readonly string[]): Arguments | undefined {
  const program = new Command('npx nx run load-tests:sabotage --')
    .description(
      'Breaks the local stage in one way after the other, and requires each run to go red for that reason. ' +
        'Goes on after the last finished one.',
    )
    .option('--only <ids>', 'these sabotages, separated by commas', parseIds)
    .option('--from <id>', 'this sabotage and all after it', parseId)
    .option('--restart', 'forget earlier verdicts')
    .option('--keep', 'leave the stage running afterwards')
    .option('--no-deploy', 'take the stage that is deployed, and leave it running')
    .option('--record', 'write the results into docs/sabotage.md')
    .option('--seconds <number>', 'within which a run has to be red', parseSeconds, SECONDS_ALLOWED)
    .addHelpText(
      'after',
      `\nSabotages:\n${ids()}\n\nEnvironment:\n  ENVIRONMENT_SUFFIX  of the stage (default: dev)`,
    );
  return parseOptions<Arguments>(program, args);
}

const parseIds = (text: string) => text.split(',').map(parseId);

function parseId(id: string): string {
  if (!sabotages.some((sabotage) => sabotage.id === id))
    throw new InvalidArgumentError(`there is no sabotage ${id}; --help lists them`);
  return id;
}

function parseSeconds(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError(`must be a whole number above 0, got ${text}`);
  return Number(text);
}
