import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { emulatedServices } from '@edutechbr/lms-infra';
import { awsClientSettings } from '../aws-clients.ts';
import { localUser } from '../machine/local-users.ts';
import type { ChildProcess, Part, PartContext } from '../types.ts';
import { askEmulator, emulatorSocket, makeEmulatorFolder, SECONDS_TO_ANSWER } from './emulator-socket.ts';

const SECONDS_TO_START = 60;

/** Application Auto Scaling and Fault Injection Service are answered by the local cloud itself. */
const answeredElsewhere: readonly string[] = [emulatedServices.applicationautoscaling, emulatedServices.fis];
const services = new Set<string>(Object.values(emulatedServices));
answeredElsewhere.forEach((service) => services.delete(service));

/**
 * ministack with our patches, as a user without rights once it is loaded, that reads its own code and opens no port. Its state lives in its memory: when it dies, what was deployed is gone.
 */
export class Emulator implements Part {
  readonly name = 'emulator';
  readonly secondsBetweenTicks = 5;
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
    const user = localUser('emulator');
    makeEmulatorFolder(folders);
    const child = processes.start({
      name: this.name,
      command: this.python,
      args: [
        join(folders.workspace, 'apps/local-cloud/emulator/emulator.py'),
        ...['--socket', emulatorSocket(folders), '--services', [...services].join(',')],
        ...['--answered-elsewhere', answeredElsewhere.join(',')],
        ...['--region', awsClientSettings.region],
        // By itself, and not before it has its socket and has read its code, which may be in a folder of root's.
        ...(user ? ['--uid', String(user.uid), '--gid', String(user.gid)] : []),
      ],
      env: { PATH: process.env['PATH'] ?? '', HOME: folders.state, PYTHONDONTWRITEBYTECODE: '1' },
    });
    this.process = child;
    void child.exited.then(({ code }) => {
      if (!this.stopping)
        this.onDeath(
          `the emulator ended with exit code ${code}, and what was deployed was in its memory; ` +
            `see logs/${this.name}.log`,
        );
    });
    await this.untilItAnswers(child);
  }

  /** For `status`: one that hangs keeps its state, and may come back. */
  async tick(): Promise<void> {
    if (!(await isHealthy())) throw new Error(`the emulator does not answer within ${SECONDS_TO_ANSWER} s`);
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
      if (await isHealthy()) return;
    }
    throw new Error(`the emulator did not answer within ${SECONDS_TO_START} s; see logs/${this.name}.log`);
  }
}

async function isHealthy(): Promise<boolean> {
  const answer = await askEmulator('GET', '/_ministack/health').catch(() => undefined);
  return answer?.status === 200;
}
