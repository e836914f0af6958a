import { findProgram, run, type Work } from './machine.ts';

/**
 * Runs the Go toolchain with its own defaults: its module proxy, its checksum database, its caches.
 *
 * @returns its stdout
 */
export async function go(
  work: Work,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const program = await findProgram(work.machine, 'go');
  if (!program) throw new Error('go is not on the PATH');
  return run(work, program, args, options);
}

const goNames: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** `linux`, `darwin`: Node and Go agree on the systems that we support. `amd64`, `arm64`: Go's word for the processor. */
export const goArchitecture = (architecture: NodeJS.Architecture) => goNames[architecture] ?? architecture;
