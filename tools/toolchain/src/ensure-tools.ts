import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import { ExitError } from '@edutechbr/cli';
import { explainCacheErrors, withCacheLock } from './cache.ts';
import { thisMachine, type Machine, type Work } from './machine.ts';
import { availableTools, type ToolName, type Tools } from './registry.ts';
import { installSystemPackages } from './system-packages.ts';
import { findTool, installTool, type Located, type SystemPackage, type Tool } from './tool.ts';

export interface EnsureToolsOptions {
  /** Ends an installation; what it began is removed, what it downloaded or compiled is used by the next one. */
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
 * manager. Quick when all are there; safe when two runs start at once. `EDUTECHBR_TOOLS` forces sources.
 *
 * @throws ExitError 3 with the one command to run where a tool cannot be installed
 * @throws ExitError 2 when `EDUTECHBR_TOOLS` is wrong
 */
export async function ensureTools<Name extends ToolName>(
  names: readonly Name[],
  { signal, report = 'installations', machine = thisMachine() }: EnsureToolsOptions,
): Promise<Pick<Tools, Name>> {
  return explainCacheErrors(machine, async () => {
    if ((await missing(machine, names)).length > 0) await install(machine, signal, names);
    const tools = availableTools(machine);
    const values: [Name, unknown][] = [];
    for (const [name, found] of await locateTools(names, machine)) {
      if (!found) throw stillMissing(tools[name]);
      if (report === 'everything') process.stderr.write(`${describe(name, found)}\n`);
      values.push([name, found.value]);
    }
    return Object.fromEntries(values) as Pick<Tools, Name>;
  });
}

/** Looks for the tools without installing any. */
export async function locateTools<Name extends ToolName>(
  names: readonly Name[],
  machine: Machine = thisMachine(),
): Promise<[Name, Located<unknown> | undefined][]> {
  const tools = availableTools(machine);
  return Promise.all(
    names.map(async (name): Promise<[Name, Located<unknown> | undefined]> => [
      name,
      await findTool(tools[name], machine),
    ]),
  );
}

/** One line for people: which version of a tool is there, and from where. */
export function describe(name: ToolName, found: Located<unknown> | undefined): string {
  return found ? `${name} ${found.description} (${found.source})` : `${name} missing`;
}

async function missing(machine: Machine, names: readonly ToolName[]): Promise<Tool<unknown>[]> {
  const tools = availableTools(machine);
  const located = await locateTools(names, machine);
  return located.filter(([, found]) => !found).map(([name]) => tools[name]);
}

async function install(machine: Machine, signal: AbortSignal, names: readonly ToolName[]): Promise<void> {
  // stdout belongs to the caller's own answer, also where there is no terminal.
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr) });
  const list = new Listr(
    {
      title: `Installing what is missing into ${machine.cacheDirectory}`,
      task: (_context, task) => {
        const work: Work = { machine, signal, progress: (line) => (task.output = line) };
        return withCacheLock(work, async () => {
          // Asked again: another run may have installed it while we waited.
          const tools = await missing(machine, names);
          const packages = tools.flatMap(systemPackages);
          // All at once, so that there is one command to run where that is not allowed to us.
          if (packages.length > 0) await installSystemPackages(work, packages);
          for (const tool of tools) if (systemPackages(tool).length === 0) await installTool(work, tool);
        });
      },
    },
    {
      // By itself it would exit on Ctrl-C at once, the installation half done and its program running on.
      registerSignalListeners: false,
      rendererOptions: { logger },
      fallbackRendererOptions: { logger },
    },
  );
  await list.run();
}

function systemPackages({ sources }: Tool<unknown>): SystemPackage[] {
  return Object.values(sources).flatMap(({ install }) => (typeof install === 'object' ? [install] : []));
}

/** A package manager installs the version that it has: it may be too old, or built without TLS. */
const stillMissing = ({ title, advice }: Tool<unknown>) =>
  new ExitError('missingTool', `what was installed is not ${title}. ${advice}`);
