import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { stageBeforeSchema, type StageBefore } from './stage-before.ts';

const schema = z.object({ since: z.string(), before: stageBeforeSchema });

type Left = z.infer<typeof schema>;

/** A file beside the results for as long as a run has changed a stage: what the stage was before. */
export class UnfinishedRun {
  readonly file: string;

  constructor(project: string, { stage, environmentSuffix }: Pick<Settings, 'stage' | 'environmentSuffix'>) {
    this.file = join(project, 'results', `unfinished-${stage}-${environmentSuffix}.json`);
  }

  /** In one step: whoever is killed meanwhile leaves all of it or nothing. */
  async begin(before: StageBefore): Promise<void> {
    const left: Left = { since: new Date().toISOString(), before };
    const draft = `${this.file}.${process.pid}`;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(draft, `${JSON.stringify(left, null, 2)}\n`);
    await rename(draft, this.file);
  }

  /** @returns undefined when the last run on the stage put it back itself */
  async read(): Promise<Left | undefined> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  }

  async end(): Promise<void> {
    await rm(this.file, { force: true });
  }
}
