import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import { ExitError } from '@edutechbr/cli';
import { withCacheLock } from './cache.ts';
import { thisMachine, type Machine, type Work } from './machine.ts';
import { installSystemPackages } from './system-packages.ts';
import { type Found, type SystemPackage, type Tool } from './tool.ts';
import { awsProvider } from './tools/aws-provider.ts';
import { haproxy } from './tools/haproxy.ts';
import { k6 } from './tools/k6.ts';
import { python } from './tools/python.ts';
import { redisServer } from './tools/redis-server.ts';
import { terraform } from './tools/terraform.ts';

const registry = { terraform, awsProvider, k6, python, redisServer, haproxy };

export type ToolName = keyof typeof registry;

/** What each tool's user needs: the program's path, or for `awsProvider` the environment to run Terraform with. */
export type Tools = {
  readonly [Name in ToolName]: (typeof registry)[Name] extends Tool<infer Value> ? Value : never;
};

export const toolNames = Object.keys(registry) as readonly ToolName[];

export interface EnsureToolsOptions {
  /** Ends an installation; what it began is removed. */
  readonly signal: AbortSignal;

  /**
   * What is said on stderr: also which tools were found, or only what is being installed.
   * @default 'installations'
   */
  readonly report?: 'everything' | 'installations';

  /** @default - this machine */
  readonly machine?: Machine;
}

/**
 * Finds the tools and installs those that are missing, each into the user's cache folder or by the system's package
 * manager. Quick when all are there; safe when two runs start at once.
 *
 * @throws ExitError 3 with the one command to run where a tool cannot be installed
 */
export async function ensureTools<Name extends ToolName>(
  names: readonly Name[],
  { signal, report = 'installations', machine = thisMachine() }: EnsureToolsOptions,
): Promise<Pick<Tools, Name>> {
  if ((await missing(machine, names)).length > 0) await install(machine, signal, names);
  const found = await findAll(machine, names);
  for (const [name, tool] of found) {
    if (!tool)
      throw new ExitError('missingTool', `${registry[name].title} is missing although it was installed`);
    if (report === 'everything') process.stderr.write(`${name} ${tool.description}\n`);
  }
  return Object.fromEntries(found.map(([name, tool]) => [name, tool?.value])) as Pick<Tools, Name>;
}

async function findAll<Name extends ToolName>(
  machine: Machine,
  names: readonly Name[],
): Promise<[Name, Found<unknown> | undefined][]> {
  return Promise.all(
    names.map(async (name): Promise<[Name, Found<unknown> | undefined]> => [
      name,
      await registry[name].find(machine),
    ]),
  );
}

async function missing(machine: Machine, names: readonly ToolName[]): Promise<Tool<unknown>[]> {
  const found = await findAll(machine, names);
  return found.filter(([, tool]) => !tool).map(([name]) => registry[name]);
}

async function install(machine: Machine, signal: AbortSignal, names: readonly ToolName[]): Promise<void> {
  const list = new Listr(
    {
      title: `Installing what is missing into ${machine.cacheDirectory}`,
      task: (_context, task) => {
        const work: Work = { machine, signal, progress: (line) => (task.output = line) };
        return withCacheLock(work, async () => {
          // Asked again: another run may have installed it while we waited.
          const tools = await missing(machine, names);
          await installTogether(work, tools);
          for (const tool of tools) if (typeof tool.install === 'function') await tool.install(work);
        });
      },
    },
    {
      // By itself it would exit on Ctrl-C at once, the installation half done and its program running on.
      registerSignalListeners: false,
      // stdout belongs to the caller's own answer.
      rendererOptions: { logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr) }) },
    },
  );
  await list.run();
}

/** All system packages at once, so that there is one command to run where that is not allowed to us. */
async function installTogether(work: Work, tools: readonly Tool<unknown>[]): Promise<void> {
  const packages = tools.flatMap(({ install }): SystemPackage[] =>
    typeof install === 'object' ? [install] : [],
  );
  if (packages.length > 0) await installSystemPackages(work, packages);
}
