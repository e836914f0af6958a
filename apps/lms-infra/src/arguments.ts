import { ExitError } from '@edutechbr/cli';
import { Argument, Command } from 'commander';
import { stackNames, type StackName } from './app.ts';

const verbs = ['synth', 'plan', 'deploy', 'destroy', 'outputs'] as const;

export type Verb = (typeof verbs)[number];

const environmentHelp = `
Environment:
  LMS_STAGE            local, preview or production (default: local)
  ENVIRONMENT_SUFFIX   tells deployments of a stage apart (default: dev)
  LMS_STACK            limits plan, deploy and destroy to one of ${stackNames.join(', ')}`;

/**
 * What the command line asks for.
 *
 * @throws ExitError when it asks for something else than one of the verbs.
 */
export function parseVerb(argv: readonly string[]): Verb {
  const command = new Command('lms-infra')
    .description('Synthesizes, plans, deploys and destroys the LMS.')
    .addArgument(new Argument('<verb>').choices(verbs))
    .addHelpText('after', environmentHelp)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride((error) => {
      if (error.exitCode === 0) process.exit(0);
      throw new ExitError('wrongUsage', error.message.replace(/^error: /, ''));
    })
    .parse(argv);
  return command.args[0] as Verb;
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
