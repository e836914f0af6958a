import { ExitError, runProgram } from '@edutechbr/cli';
import { Command, CommanderError } from 'commander';
import { showStatus } from './lifecycle/show-status.ts';
import { start } from './lifecycle/start.ts';
import { stop } from './lifecycle/stop.ts';

runProgram(async (signal) => {
  const program = new Command('local-cloud').description('this machine as a stage').exitOverride();
  program
    .command('start')
    .description('start it, unless it runs')
    .action(() => start(signal));
  program.command('status').description('say what it does').action(showStatus);
  program.command('stop').description('end it and remove what it has written').action(stop);
  await program.parseAsync().catch((error: unknown) => {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new ExitError('wrongUsage', error.message);
  });
});
