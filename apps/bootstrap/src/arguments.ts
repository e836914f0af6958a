import { parseOptions } from '@edutechbr/cli';
import { Command } from 'commander';

/** What the command line asks for. */
export interface Request {
  readonly verb: 'synth' | 'apply' | 'destroy';

  /** The account that is meant. @default - none is named */
  readonly confirm?: string;
}

/**
 * What the arguments after the program's name ask for.
 *
 * @returns nothing when they asked for help, which was printed
 * @throws ExitError when they make no sense.
 */
export function parseRequest(args: readonly string[]): Request | undefined {
  let request: Request | undefined;
  const program = new Command('bootstrap')
    .description('Sets up an account for the LMS, once: state bucket, image repository, roles.')
    .addHelpText(
      'after',
      '\nEnvironment:\n  LMS_STAGE   whose account: local, preview or production (default: local)',
    )
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  const on = (verb: Request['verb'], description: string) =>
    program
      .command(verb)
      .description(description)
      .action((options: Omit<Request, 'verb'>) => {
        request = { verb, ...options };
      });
  const confirm = ['--confirm <account>', 'its number; needed outside of the local stage'] as const;
  on('synth', 'write the stack to cdktf.out');
  on('apply', 'set the account up').option(...confirm);
  on('destroy', 'take that back: states and images are lost').option(...confirm);
  parseOptions(program, args);
  return request;
}
