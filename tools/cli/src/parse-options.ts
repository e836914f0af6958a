import { CommanderError, InvalidArgumentError, type Command } from 'commander';
import { ExitError } from './exit-error.ts';

/**
 * Reads the options of a program. Verbs act meanwhile; they inherit what was configured before they were added.
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
    throw wrongUsage(error, command);
  }
}

/** Commander's reason in one line. */
export function wrongUsage({ code, message }: CommanderError, command: Command): ExitError {
  const verbs = command.commands.map((verb) => verb.name()).join(', ');
  const reason = code === 'commander.help' ? `a verb is missing: ${verbs}` : message.replace(/^error: /, '');
  return new ExitError('wrongUsage', reason.replaceAll('\n', ' '));
}

/**
 * An environment suffix among the arguments, for Commander: refused before anything is started. How long it may be, the stage knows.
 *
 * @throws InvalidArgumentError with the rule and the value.
 */
export function parseSuffix(text: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text;
  throw new InvalidArgumentError(
    `must be lower-case letters and digits in groups joined by single hyphens, got ${text}`,
  );
}
