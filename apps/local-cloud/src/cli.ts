import { parseSuffix, runProgram, wrongUsage } from '@edutechbr/cli';
import { Command, CommanderError } from 'commander';
import { showStatus } from './lifecycle/show-status.ts';
import { start, type StartOptions } from './lifecycle/start.ts';
import { stop, type StopOptions } from './lifecycle/stop.ts';

runProgram(async (signal) => {
  const program = new Command('local-cloud')
    .description('Starts, shows and stops what stands in for AWS on this machine.')
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  program
    .command('start')
    .description('start it, unless it runs')
    .option(
      '--suffix <text>',
      'refuse when another deployment than that of this suffix is on it',
      parseSuffix,
    )
    .action((options: StartOptions) => start(signal, options));
  program.command('status').description('say what it does').action(showStatus);
  program
    .command('stop')
    .description('end it and remove what it has written')
    .option('--force', 'also while a deploy, a destroy or a load test works on it')
    .action((options: StopOptions) => stop(options));
  await program.parseAsync().catch((error: unknown) => {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw wrongUsage(error, program);
  });
});
