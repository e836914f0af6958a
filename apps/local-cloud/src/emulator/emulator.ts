import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsClientSettings, emulatorPort } from '../aws-clients.ts';
import type { ChildProcess, Part, PartContext } from '../types.ts';

const SECONDS_TO_START = 60;

/** ministack with our patches. Its state lives in its memory: when it dies, what was deployed is gone. */
export class Emulator implements Part {
  readonly name = 'emulator';
  private readonly context: PartContext;
  private readonly python: string;
  private readonly onDeath: (reason: string) => void;
  private process?: ChildProcess;
  private stopping = false;

  /**
   * @param python interpreter that has ministack installed
   * @param onDeath called when the emulator ends without having been asked to
   */
  constructor(context: PartContext, python: string, onDeath: (reason: string) => void) {
    this.context = context;
    this.python = python;
    this.onDeath = onDeath;
  }

  async start(): Promise<void> {
    const { folders, processes } = this.context;
    const child = processes.start({
      name: this.name,
      command: this.python,
      args: [
        join(folders.workspace, 'apps/local-cloud/emulator/emulator.py'),
        '--port',
        String(emulatorPort),
        '--region',
        awsClientSettings.region,
      ],
      env: { PATH: process.env['PATH'] ?? '', HOME: folders.state, PYTHONDONTWRITEBYTECODE: '1' },
    });
    this.process = child;
    void child.exited.then(({ code }) => {
      if (!this.stopping)
        this.onDeath(`the emulator ended with exit code ${code}; see logs/${this.name}.log`);
    });
    await this.untilItAnswers(child);
  }

  describe(): string {
    return `AWS API for ${awsClientSettings.region} behind ${awsClientSettings.endpoint}`;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.process?.stop();
  }

  private async untilItAnswers(child: ChildProcess): Promise<void> {
    for (const end = Date.now() + SECONDS_TO_START * 1000; Date.now() < end; await sleep(100)) {
      if (!child.isRunning())
        throw new Error(`the emulator ended while it started; see logs/${this.name}.log`);
      const answer = await fetch(`http://127.0.0.1:${emulatorPort}/_ministack/health`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`the emulator did not answer within ${SECONDS_TO_START} s; see logs/${this.name}.log`);
  }
}
