import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const progressSchema = z.array(
  z.object({
    id: z.string(),
    /** Of the drill's results, below `load-tests/results`. */
    folder: z.string(),
    passed: z.boolean(),
    /** What was drilled: of another commit, or with other students, a drill is not done. */
    commit: z.string(),
    sessions: z.number().nullable(),
  }),
);

export type FinishedDrill = z.infer<typeof progressSchema>[number];

/** What is drilled: the commit, and the students where not each workload has its own number. */
export type Subject = Pick<FinishedDrill, 'commit' | 'sessions'>;

/** How far the drills of a deployment have come, kept in a folder so that an interrupted run goes on. */
export class DrillProgress {
  private readonly file: string;
  private readonly subject: Subject;
  private done: readonly FinishedDrill[];

  constructor(folder: string, subject: Subject) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'progress.json');
    this.subject = subject;
    this.done = this.read().filter(
      ({ commit, sessions }) => commit === subject.commit && sessions === subject.sessions,
    );
  }

  get finished(): readonly FinishedDrill[] {
    return this.done;
  }

  add(drill: Omit<FinishedDrill, keyof Subject>): void {
    this.save([...this.done.filter(({ id }) => id !== drill.id), { ...drill, ...this.subject }]);
  }

  restart(): void {
    this.save([]);
  }

  /** What another version has written is as good as nothing. */
  private read(): readonly FinishedDrill[] {
    if (!existsSync(this.file)) return [];
    return progressSchema.safeParse(JSON.parse(readFileSync(this.file, 'utf8'))).data ?? [];
  }

  private save(done: readonly FinishedDrill[]): void {
    this.done = done;
    writeFileSync(this.file, `${JSON.stringify(done, null, 2)}\n`);
  }
}
