import { ExitError, messageOf, parseOptions, runProgram } from '@edutechbr/cli';
import { Command, Option } from 'commander';
import { performance } from 'node:perf_hooks';
import { parseSessions } from '../parse-sessions.ts';
import { workspaceRoot } from '../programs.ts';
import { machines } from './machines.ts';
import { tryMachine, type TryOptions } from './try-machine.ts';

interface Options extends TryOptions {
  readonly only: readonly string[];
}

const command = new Command('npx nx run workspace-tests:strange-machines')
  .description(
    "Installs and runs the workspace's commit in odd folders, environments and Nodes, each in a temporary folder " +
      'and, where root allows it, in a network of its own; needs git and the network, and is slow.',
  )
  .addOption(
    new Option('--only <names...>', 'some of them')
      .choices(Object.keys(machines))
      .default(Object.keys(machines)),
  )
  .option('--quick', 'synthesizes, starts and stops the local cloud, instead of npm run demo')
  .addOption(new Option('--sessions <number>', 'students of the demo').default(500).argParser(parseSessions))
  .option('--link-modules', "links this workspace's installed packages instead of installing them");

runProgram(async (signal) => {
  const options = parseOptions<Options>(command);
  if (!options) return;
  const results: { readonly name: string; readonly result: string; readonly minutes: string }[] = [];
  for (const name of options.only) {
    const machine = machines[name];
    if (!machine) continue;
    const start = performance.now();
    const failure = await tryMachine({ name, machine, source: workspaceRoot, options, signal }).then(
      () => undefined,
      (error: unknown) => messageOf(error),
    );
    signal.throwIfAborted();
    const minutes = ((performance.now() - start) / 60_000).toFixed(1);
    results.push({ name, result: failure ?? 'works', minutes });
    process.stdout.write(`${name}: ${failure ?? 'works'} (${minutes} min)\n`);
  }
  process.stdout.write('\n');
  for (const { name, result, minutes } of results)
    process.stdout.write(`${name.padEnd(20)} ${minutes.padStart(5)} min  ${result}\n`);
  const failed = results.filter(({ result }) => result !== 'works').map(({ name }) => name);
  if (failed.length > 0) throw new ExitError('internalError', `it does not work here: ${failed.join(', ')}`);
});
