import { ExitError, messageOf } from '@edutechbr/cli';
import { type Machine, type Work } from './machine.ts';

/** A tool that is there. */
export interface Found<Value> {
  /** What its user needs to run it. */
  readonly value: Value;
  /** Which version, and where it was found. */
  readonly description: string;
}

/** A package of the system's own package manager. */
export interface SystemPackage {
  /** Debian's name. */
  readonly apt: string;
  /** Homebrew's name. */
  readonly brew: string;
}

/** One place that a tool may come from. */
export interface Source<Value> {
  /** Half a line for `--help`. */
  readonly description: string;

  /** Looks for it there, quickly and without changing anything but files that it derives. */
  find(machine: Machine): Promise<Found<Value> | undefined>;

  /**
   * How to get it from there: our own way, or the system's package manager.
   * @default - it can only be found there
   */
  readonly install?: ((work: Work) => Promise<void>) | SystemPackage;
}

export interface Tool<Value> {
  /** Name and condition, such as `Terraform >= 1.10`. */
  readonly title: string;

  /** By the name that forces them, in the order in which they are tried. */
  readonly sources: Readonly<Record<string, Source<Value>>>;

  /** What the reader can do when none works, as one sentence with one command. */
  readonly advice: string;
}

/** A tool that is there, and the name of its source. */
export interface Located<Value> extends Found<Value> {
  readonly source: string;
}

/** Looks in all sources, those first that come first. */
export async function findTool<Value>(
  tool: Tool<Value>,
  machine: Machine,
): Promise<Located<Value> | undefined> {
  for (const [source, { find }] of Object.entries(tool.sources)) {
    const found = await find(machine);
    if (found) return { ...found, source };
  }
  return undefined;
}

/**
 * Gets a tool by the first of our own ways that works.
 *
 * @throws ExitError that says why each way failed
 */
export async function installTool({ signal, progress, ...work }: Work, tool: Tool<unknown>): Promise<void> {
  const failures: string[] = [];
  for (const [name, { description, install }] of Object.entries(tool.sources)) {
    if (typeof install !== 'function') continue;
    try {
      progress(description);
      return await install({ signal, progress, ...work });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ExitError) throw error;
      const reason = messageOf(error);
      progress(`${name} failed: ${reason}`);
      failures.push(`${name} (${reason.split('\n').at(-1)})`);
    }
  }
  const tried = failures.length > 0 ? failures.join('; ') : Object.keys(tool.sources).join(', ');
  throw new ExitError('missingTool', `${tool.title} is missing. Tried: ${tried}. ${tool.advice}`);
}
