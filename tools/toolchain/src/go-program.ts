import { buildProgram, type GoModule } from './go.ts';
import type { Machine } from './machine.ts';
import { ownProgram } from './programs.ts';
import { installRelease, type Release } from './release.ts';
import type { Source } from './tool.ts';

/** A program in Go that its vendor publishes, and that can be built where no release is reached. */
export interface GoProgram {
  readonly name: string;
  readonly version: string;
  readonly release: (machine: Machine) => Release;
  readonly module: GoModule;
  /** The program's folder in the module. */
  readonly folder: string;
}

/** Its two sources, the faster one first. */
export function releaseOrModule(program: GoProgram): {
  readonly release: Source<string>;
  readonly go: Source<string>;
} {
  const { name, version } = program;
  return {
    release: ownProgram({
      name,
      version,
      source: 'release',
      description: `download of release ${version}, checked against the sums that its vendor lists`,
      install: (work, file) => installRelease(work, program.release(work.machine), file),
    }),
    go: ownProgram({
      name,
      version,
      source: 'go',
      description: `built from the Go module of ${version}, its sum pinned here`,
      install: (work, file) => buildProgram(work, program.module, program.folder, file),
    }),
  };
}
