import { join } from 'node:path';
import { parse, satisfies } from 'semver';
import { exists, findProgram, type Machine, type Work } from './machine.ts';
import { type Source } from './tool.ts';

/** A program that somebody else installed. */
export interface ProgramOnPath {
  readonly name: string;
  /** A range of versions, such as `>=1.10.0`. */
  readonly versions: string;
  /** Asks the program's file for its version, such as `1.8.1`. */
  version(machine: Machine, file: string): Promise<string | undefined>;
}

/** Finds a program that is on the PATH or in a known place, if its version is right. */
export function onPath({ name, versions, version }: ProgramOnPath): Source<string> {
  return {
    description: `on the PATH, ${versions}`,
    async find(machine) {
      const file = await findProgram(machine, name);
      const found = file && parse(await version(machine, file));
      return file && found && satisfies(found, versions)
        ? { value: file, description: `${found.version} at ${file}` }
        : undefined;
    },
  };
}

/** A program that we install into a folder of its own in the cache folder. */
export interface OwnProgram {
  readonly name: string;
  readonly version: string;
  /** The source's name: what comes from different sources lies in different folders. */
  readonly source: string;
  readonly description: string;
  /** @param file - where the program must be in the end; its folder appears complete or not at all */
  install(work: Work, file: string): Promise<void>;
}

export function ownProgram({ name, version, source, description, install }: OwnProgram): Source<string> {
  const program = (machine: Machine) => join(machine.cacheDirectory, `${name}-${version}-${source}`, name);
  return {
    description,
    async find(machine) {
      const file = program(machine);
      return (await exists(file)) ? { value: file, description: `${version} at ${file}` } : undefined;
    },
    install: (work) => install(work, program(work.machine)),
  };
}
