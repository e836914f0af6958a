import { ExitError } from '@edutechbr/cli';
import { type Machine } from './machine.ts';
import { type Tool } from './tool.ts';
import { actionlint } from './tools/actionlint.ts';
import { awsProvider } from './tools/aws-provider.ts';
import { chromium } from './tools/chromium.ts';
import { haproxy } from './tools/haproxy.ts';
import { k6 } from './tools/k6.ts';
import { python } from './tools/python.ts';
import { redisServer } from './tools/redis-server.ts';
import { terraform } from './tools/terraform.ts';

const registry = { terraform, awsProvider, k6, python, redisServer, haproxy, chromium, actionlint };

export type ToolName = keyof typeof registry;

/** What each tool's user needs: the program's path, or for `awsProvider` the environment to run Terraform with. */
export type Tools = {
  readonly [Name in ToolName]: (typeof registry)[Name] extends Tool<infer Value> ? Value : never;
};

export const toolNames = Object.keys(registry) as readonly ToolName[];

const testToolNames: readonly ToolName[] = ['chromium', 'actionlint'];

/** Those that a stage on this machine needs; the others are for tests. */
export const stageToolNames = toolNames.filter((name) => !testToolNames.includes(name));

export function isToolName(name: string): name is ToolName {
  return toolNames.some((known) => known === name);
}

/** The environment variable that forces sources, such as `awsProvider=build,k6=go`. */
export const FORCED_SOURCES = 'EDUTECHBR_TOOLS';

/**
 * The tools, each with the sources that it may come from on this machine: all, or the one that `EDUTECHBR_TOOLS` forces.
 *
 * @throws ExitError 2 when the variable names a tool or a source that does not exist
 */
export function availableTools({ environment }: Machine): Readonly<Record<ToolName, Tool<unknown>>> {
  const tools: Record<ToolName, Tool<unknown>> = { ...registry };
  for (const word of (environment[FORCED_SOURCES] ?? '').split(',').map((text) => text.trim())) {
    if (word === '') continue;
    const [name = '', forced = ''] = word.split('=');
    if (!isToolName(name)) throw wrong(`must name tools of ${toolNames.join(', ')}, got "${word}"`);
    const { sources } = registry[name] as Tool<unknown>;
    const source = Object.hasOwn(sources, forced) ? sources[forced] : undefined;
    if (!source)
      throw wrong(`must give ${name} a source of ${Object.keys(sources).join(', ')}, got "${word}"`);
    tools[name] = { ...registry[name], sources: { [forced]: source } };
  }
  return tools;
}

const wrong = (rule: string) => new ExitError('wrongUsage', `${FORCED_SOURCES} ${rule}`);

/** The sources of every tool, for `--help`. */
export function describeSources(): string {
  const lines = toolNames.map((name) => {
    const tool: Tool<unknown> = registry[name];
    const sources = Object.entries(tool.sources).map(
      ([source, { description }]) => `    ${source.padEnd(9)}${description}`,
    );
    return [`  ${name}: ${tool.title}`, ...sources].join('\n');
  });
  return lines.join('\n');
}
