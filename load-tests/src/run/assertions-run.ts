import { dieWithParent, childEnvironment } from '@edutechbr/cli';
import { execa } from 'execa';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_FOLDER_VARIABLE } from '../assertions/finished-run.ts';
import { readAssertions } from '../assertions/recording.ts';
import type { AssertionGroup } from '../judgements/judgement.ts';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

interface AssertionsRun {
  readonly project: string;
  readonly folder: string;
  readonly groups: readonly AssertionGroup[];
  /** Told every few seconds how many assertions have been judged. */
  readonly onProgress: (judged: number) => void;
  readonly signal: AbortSignal;
}

const SECONDS_BETWEEN_PROGRESS = 8;

/** Runs the Jest assertions against the deployed stage; their verdicts are in the run's folder afterwards. */
export async function runAssertions(run: AssertionsRun): Promise<void> {
  const { project, folder, groups, onProgress, signal } = run;
  const log = createWriteStream(join(folder, 'assertions.log'));
  const files = groups.map((group) => `assertions/${group}.assertions.ts`);
  const args = [jest, '--config', 'jest.assertions.config.cjs', '--runInBand', '--ci', ...files];
  const [file, ...fileArgs] = dieWithParent('node', args);
  const child = execa(file, fileArgs, {
    cwd: project,
    ...childEnvironment('own', { [RUN_FOLDER_VARIABLE]: folder }),
    all: true,
    reject: false,
    cancelSignal: signal,
  });
  child.all.pipe(log);
  const finished = new AbortController();
  const progress = reportProgress(folder, onProgress, finished.signal);
  await child;
  finished.abort();
  await progress;
}

async function reportProgress(
  folder: string,
  onProgress: AssertionsRun['onProgress'],
  finished: AbortSignal,
): Promise<void> {
  while (!finished.aborted) {
    await sleep(SECONDS_BETWEEN_PROGRESS * 1000, undefined, { signal: finished }).catch(() => undefined);
    if (!finished.aborted) onProgress((await readAssertions(folder)).length);
  }
}
