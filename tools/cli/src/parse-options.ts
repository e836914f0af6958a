import { CommanderError, type Command } from 'commander';
import { ExitError } from './exit-error.ts';

/**
 * Reads the options of a program without verbs.
 *
 * @returns undefined when the arguments asked for help, which was printed
 * @throws ExitError 2 with Commander's reason when they make no sense
 */
export function parseOptions<Options extends object>(
  command: Command,
  args: readonly string[] = process.argv.slice(2),
): Options | undefined {
  try {
    return command
      .configureOutput({ writeErr: () => undefined })
      .exitOverride()
      .parse(args, { from: 'user' })
      .opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new ExitError('wrongUsage', error.message.replace(/^error: /, ''));
  }
}
