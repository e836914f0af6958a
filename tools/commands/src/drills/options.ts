import { parseOptions, parseSuffix } from '@edutechbr/cli';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseSessions } from '../parse-sessions.ts';
import { drills, type Selection } from './drills.ts';

export interface DrillOptions extends Selection {
  /** @default - as many as each workload has by itself */
  readonly sessions?: number;
  readonly suffix: string;
  /** Whether what is done is forgotten. */
  readonly restart?: boolean;
  /** Whether the stage is left running. */
  readonly keep?: boolean;
  /** Whether the stage is deployed first, and the local cloud stopped afterwards. */
  readonly deploy: boolean;
}

const list = () =>
  drills
    .map(({ id, title, nightly }) => `  ${id.padEnd(22)} ${title}${nightly ? ' (--nightly)' : ''}`)
    .join('\n');

/**
 * What the arguments after the program's name ask for.
 *
 * @returns nothing when they asked for help, which was printed
 * @throws ExitError when they make no sense.
 */
export function parseDrillOptions(args: readonly string[]): DrillOptions | undefined {
  const program = new Command('npm run drills --')
    .description(
      'Deploys the local stage, fails what can fail while students work, writes one report over all, and stops the ' +
        'local cloud, the stage with it. Goes on at the drill that was interrupted.',
    )
    .option('--only <ids>', 'these drills, separated by commas', parseIds)
    .option('--nightly', 'also those that take too long for a day: 45 minutes more')
    .option('--sessions <number>', 'students of each drill (default: those of its workload)', parseSessions)
    .addOption(
      new Option('--suffix <text>', 'environment suffix of the deployment')
        .default('drills')
        .argParser(parseSuffix)
        .env('ENVIRONMENT_SUFFIX'),
    )
    .option('--restart', 'begin with the first drill again')
    .option('--keep', 'leave the stage running afterwards')
    .option('--no-deploy', 'take the stage that is deployed, and leave it running')
    .addHelpText('after', `\nDrills:\n${list()}`);
  return parseOptions<DrillOptions>(program, args);
}

function parseIds(text: string): string[] {
  return text.split(',').map((id) => {
    if (!drills.some((drill) => drill.id === id))
      throw new InvalidArgumentError(`there is no drill ${id}; --help lists them`);
    return id;
  });
}
