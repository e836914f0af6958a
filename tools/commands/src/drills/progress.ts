import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const progressSchema = z.array(
  z.object({
    id: z.string(),
    /** Of the drill's results, below `load-tests/results`. */
    folder: z.string(),
    passed: z.boolean(),
  }),
);

export type FinishedDrill = z.infer<typeof progressSchema>[number];

/** How far the drills of a deployment have come, kept in a folder so that an interrupted run goes on. */
export class DrillProgress {
  private readonly file: string;
  private done: readonly FinishedDrill[];

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'progress.json');
    this.done = existsSync(this.file)
      ? progressSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')))
      : [];
  }

  get finished(): readonly FinishedDrill[] {
    return this.done;
  }

  add(drill: FinishedDrill): void {
    this.save([...this.done.filter(({ id }) => id !== drill.id), drill]);
  }

  restart(): void {
    this.save([]);
  }

  private save(done: readonly FinishedDrill[]): void {
    this.done = done;
    writeFileSync(this.file, `${JSON.stringify(done, null, 2)}\n`);
  }
}
