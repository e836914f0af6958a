import { ExitError, parseOptions } from '@edutechbr/cli';
import { Command } from 'commander';
import { stackNames, type StackName } from './app.ts';

/** What the command line asks for. */
export interface Request {
  readonly verb: 'synth' | 'preflight' | 'plan' | 'deploy' | 'destroy' | 'outputs';

  /** Whether a preflight prints JSON. @default - it prints lines for a person */
  readonly json?: boolean;

  /** Whether a plan that would change something fails. @default - it passes */
  readonly detailedExitcode?: boolean;

  /** The deployment that is meant to be destroyed, such as `production-main`. @default - none is named */
  readonly confirm?: string;

  /** Whether to deploy or destroy what is in use. @default - it is refused */
  readonly force?: boolean;
}

const environmentHelp = `
Environment:
  LMS_STAGE            local, preview or production (default: local)
  ENVIRONMENT_SUFFIX   tells deployments apart (default: local dev, preview preview, production main);
                       preview's is preview or begins with preview- or pr-, production's is any other
  LMS_IMAGE            image in ECR by its digest, in the place of the stage's
  LMS_STACK            limits plan, deploy and destroy to one of ${stackNames.join(', ')}`;

/**
 * What the arguments after the program's name ask for.
 *
 * @returns nothing when they asked for help, which was printed
 * @throws ExitError when they make no sense.
 */
export function parseRequest(args: readonly string[]): Request | undefined {
  let request: Request | undefined;
  const program = new Command('lms-infra')
    .description('Synthesizes, plans, deploys and destroys the LMS.')
    .addHelpText('after', environmentHelp)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  const on = (verb: Request['verb'], description: string) =>
    program
      .command(verb)
      .description(description)
      .action((options: Omit<Request, 'verb'>) => {
        request = { verb, ...options };
      });
  on('synth', 'write the stacks to cdktf.out');
  on('preflight', 'ask AWS for everything that a deploy would stumble over').option(
    '--json',
    'print the findings as JSON',
  );
  on('plan', 'show what a deploy would change').option(
    '--detailed-exitcode',
    'exit 5 when it would change something',
  );
  on('deploy', 'deploy the stacks and check what happened').option(
    '--force',
    'deploy production during an exam window, too',
  );
  on('destroy', 'destroy the stacks and check that nothing is left')
    .option('--confirm <deployment>', 'its name, such as production-main; needed outside of the local stage')
    .option('--force', 'destroy it while it is in use, too');
  on('outputs', 'print the outputs as JSON and write them to outputs/');
  parseOptions(program, args);
  return request;
}

/**
 * The stacks that a command works on, in the order of their deployment.
 *
 * @throws ExitError when there is no such stack.
 */
export function selectStacks(name: string | undefined): readonly StackName[] {
  if (name === undefined) return stackNames;
  const selected = stackNames.filter((stack) => stack === name);
  if (selected.length > 0) return selected;
  throw new ExitError(
    'wrongUsage',
    `LMS_STACK must be one of ${stackNames.join(', ')}, got ${JSON.stringify(name)}`,
  );
}
