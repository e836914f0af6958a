import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Machine } from '../machine.ts';

/** A machine with an empty cache and no programs but those that a test puts on its PATH. */
export class FakeMachine {
  readonly directory: string;
  machine: Machine;

  private constructor(directory: string, machine: Machine) {
    this.directory = directory;
    this.machine = machine;
  }

  static async create(): Promise<FakeMachine> {
    const directory = await mkdtemp(join(tmpdir(), 'toolchain-spec-'));
    await mkdir(join(directory, 'bin'));
    return new FakeMachine(directory, {
      environment: { PATH: join(directory, 'bin'), HOME: join(directory, 'home') },
      platform: 'linux',
      architecture: 'x64',
      knownPlaces: [],
      knownMirrorParents: [join(directory, 'opt')],
      cacheDirectory: join(directory, 'cache'),
    });
  }

  /** Adds to the environment. */
  setEnvironment(environment: Readonly<Record<string, string>>): void {
    this.machine = { ...this.machine, environment: { ...this.machine.environment, ...environment } };
  }

  /** Puts a shell script on the PATH. It notes its call, and has the machine's folder in `$DIRECTORY`. */
  async program(name: string, script = ''): Promise<void> {
    await this.scriptAt(join(this.directory, 'bin', name), script);
  }

  async scriptAt(file: string, script: string): Promise<void> {
    await writeFile(
      file,
      `#!/bin/sh\nDIRECTORY='${this.directory}'\necho "${file.split('/').at(-1)} $*" >> "$DIRECTORY/calls"\n${script}\n`,
    );
    await chmod(file, 0o755);
  }

  /** Puts a program of this machine on the PATH. */
  async link(file: string): Promise<void> {
    await symlink(file, join(this.directory, 'bin', file.split('/').at(-1) ?? ''));
  }

  /** Every call of the programs so far that starts with `prefix`. */
  async calls(prefix: string): Promise<string[]> {
    const calls = await readFile(join(this.directory, 'calls'), 'utf8').catch(() => '');
    return calls.split('\n').filter((call) => call.startsWith(prefix));
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
