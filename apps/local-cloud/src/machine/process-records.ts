import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, signalProcess, type ProcessIdentity } from '@edutechbr/cli';

interface ProcessRecord extends ProcessIdentity {
  readonly name: string;
}

const SECONDS_TO_END = 10;

/** Which processes the daemon has started, one file for each, so that a later start finds what a crash left behind. */
export class ProcessRecords {
  private readonly folder: string;

  constructor(stateFolder: string) {
    this.folder = join(stateFolder, 'processes');
  }

  add(name: string, pid: number): void {
    const identity = identify(pid);
    if (!identity) return;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, String(pid)),
      JSON.stringify({ name, ...identity } satisfies ProcessRecord),
    );
  }

  remove(pid: number): void {
    rmSync(join(this.folder, String(pid)), { force: true });
  }

  /** Recorded processes that still run; a foreign process with a recorded pid is not one of them. */
  running(): ProcessRecord[] {
    return this.read().filter(isRunning);
  }

  /**
   * Ends the recorded processes that still run.
   *
   * @returns their names
   */
  async endAll(): Promise<string[]> {
    const left = this.running();
    left.forEach((record) => signalProcess(record, 'SIGTERM'));
    for (let waited = 0; left.some(isRunning) && waited < SECONDS_TO_END * 10; waited++) await sleep(100);
    left.filter(isRunning).forEach((record) => signalProcess(record, 'SIGKILL'));
    rmSync(this.folder, { recursive: true, force: true });
    return left.map(({ name }) => name);
  }

  /** What a full disk or a crash has left half-written names no process. */
  private read(): ProcessRecord[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder).flatMap((file) => {
      try {
        return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as ProcessRecord;
      } catch {
        return [];
      }
    });
  }
}
