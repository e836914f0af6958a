import { Command, CommanderError } from 'commander';
import { ExitError, runProgram } from '@edutechbr/cli';
import { ensureTools, toolNames, type ToolName } from './ensure-tools.ts';

/** `toolchain`: finds or installs the programs that the local stage needs, and prints them as JSON on stdout. */
runProgram(async (signal) => {
  const tools = await ensureTools(parseArguments(), { signal, report: 'everything' });
  process.stdout.write(`${JSON.stringify(tools, null, 2)}\n`);
});

function parseArguments(): readonly ToolName[] {
  const command = new Command('toolchain')
    .argument('[tools...]', `which tools: ${toolNames.join(', ')}; default: all`)
    .exitOverride();
  try {
    const names = command.parse().args;
    const unknown = names.filter((name) => !isToolName(name));
    if (unknown.length > 0)
      throw new ExitError(
        'wrongUsage',
        `tools must be of ${toolNames.join(', ')}, got ${unknown.join(', ')}`,
      );
    return names.length > 0 ? names.filter(isToolName) : toolNames;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) process.exit(0);
      throw new ExitError('wrongUsage', error.message);
    }
    throw error;
  }
}

function isToolName(name: string): name is ToolName {
  return toolNames.some((known) => known === name);
}
