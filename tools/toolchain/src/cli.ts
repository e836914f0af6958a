import { Command, CommanderError } from 'commander';
import { ExitError, runProgram } from '@edutechbr/cli';
import { describe, ensureTools, locateTools } from './ensure-tools.ts';
import {
  describeSources,
  FORCED_SOURCES,
  isToolName,
  stageToolNames,
  toolNames,
  type ToolName,
} from './registry.ts';

/**
 * `toolchain`: finds or installs the programs that the local stage needs, and prints them as JSON on stdout. With
 * `--status` it installs nothing and prints which tool comes from where.
 */
runProgram(async (signal) => {
  const { names, status } = parseArguments();
  if (status) {
    for (const [name, found] of await locateTools(names)) process.stdout.write(`${describe(name, found)}\n`);
    return;
  }
  const tools = await ensureTools(names, { signal, report: 'everything' });
  process.stdout.write(`${JSON.stringify(tools, null, 2)}\n`);
});

function parseArguments(): { readonly names: readonly ToolName[]; readonly status: boolean } {
  const command = new Command('toolchain')
    .description('Finds, else fetches, else builds the programs that the local stage and the tests need.')
    .argument('[tools...]', `which tools: ${toolNames.join(', ')}; default: those that the local stage needs`)
    .option('--all', 'also those that only tests need')
    .option('--status', 'install nothing, show which version comes from where')
    .addHelpText('after', sourcesHelp())
    .exitOverride();
  try {
    const names = command.parse().args;
    const unknown = names.filter((name) => !isToolName(name));
    if (unknown.length > 0)
      throw new ExitError(
        'wrongUsage',
        `tools must be of ${toolNames.join(', ')}, got ${unknown.join(', ')}`,
      );
    const { all, status = false } = command.opts<{ all?: boolean; status?: boolean }>();
    const byDefault = all || status ? toolNames : stageToolNames;
    return { names: names.length > 0 ? names.filter(isToolName) : byDefault, status };
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) process.exit(0);
      throw new ExitError('wrongUsage', error.message);
    }
    throw error;
  }
}

function sourcesHelp(): string {
  return `
Sources of each tool, in the order in which they are tried:
${describeSources()}

Environment:
  ${FORCED_SOURCES}   forces sources, for every command of this workspace: ${FORCED_SOURCES}="awsProvider=build,k6=go"
  TF_PLUGIN_MIRROR  a filesystem mirror that holds the AWS provider
  XDG_CACHE_HOME    where edutechbr-lms/, the folder of all that is installed, lies (default ~/.cache)
`;
}
