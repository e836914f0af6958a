import { basename, dirname, join } from 'node:path';
import { installAtomically } from './cache.ts';
import { findProgram, run, type Work } from './machine.ts';

/** A module of an exact version, and the sum of what was reviewed. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** As in `go.sum`: the `h1:` hash of the module's files. */
  readonly sum: string;
}

export interface GoOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the Go toolchain with its own defaults: its module proxy, its checksum database, its caches. What an interrupted
 * run downloaded or compiled is used by the next one.
 *
 * @returns its stdout
 */
export async function go(work: Work, args: readonly string[], options: GoOptions = {}): Promise<string> {
  const program = await findProgram(work.machine, 'go');
  if (!program) throw new Error('go is not on the PATH');
  return run(work, program, args, options);
}

/**
 * Downloads modules into Go's module cache.
 *
 * @returns their read-only folders, in the same order
 * @throws Error when one has another sum than the pinned one
 */
export async function downloadModules(work: Work, modules: readonly GoModule[]): Promise<string[]> {
  const names = modules.map(({ path, version }) => `${path}@${version}`);
  const answer = await go(work, ['mod', 'download', '-json', ...names], {
    // The pinned sums vouch for them: Go's checksum database does not know forks.
    env: { GONOSUMDB: modules.map(({ path }) => path).join(','), GOFLAGS: '-mod=mod' },
  });
  const found = JSON.parse(`[${answer.replaceAll(/^\}\n\{/gm, '},{')}]`) as readonly Downloaded[];
  return modules.map(({ path, version, sum }) => {
    const module = found.find(({ Path }) => Path === path);
    if (module?.Sum !== sum)
      throw new Error(`${path}@${version} has the sum ${module?.Sum ?? 'none'} instead of ${sum}`);
    return module.Dir;
  });
}

/**
 * Builds a module's program. Where a proxy lists no versions of a module, `go install` cannot tell whether it is deprecated,
 * and refuses it.
 *
 * @param folder The program's folder in the module.
 * @param file What the program becomes; its folder appears complete or not at all.
 */
export async function buildProgram(
  work: Work,
  module: GoModule,
  folder: string,
  file: string,
): Promise<void> {
  const [source] = await downloadModules(work, [module]);
  await installAtomically(dirname(file), async (temporary) => {
    const flags = ['-mod=readonly', '-trimpath', '-o', join(temporary, basename(file))];
    await go(work, ['build', ...flags, folder], { cwd: source });
  });
}

/** Of what `go mod download -json` answers. */
interface Downloaded {
  readonly Path: string;
  readonly Sum: string;
  readonly Dir: string;
}

const goNames: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** `linux`, `darwin`: Node and Go agree on the systems that we support. `amd64`, `arm64`: Go's word for the processor. */
export const goArchitecture = (architecture: NodeJS.Architecture) => goNames[architecture] ?? architecture;
