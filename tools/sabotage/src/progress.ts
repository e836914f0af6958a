import type { StackName } from '@edutechbr/lms-infra/program';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Sabotage } from './sabotage.ts';
import { verdictTable } from './table.ts';
import { verdictSchema, type Verdict } from './verdict.ts';

const progressSchema = z.object({
  /** The stacks that may differ from what they should be. */
  broken: z.array(z.enum(['network', 'cache', 'storage', 'edge', 'service'])).default([]),
  verdicts: z.array(verdictSchema).default([]),
});

/** How far the sabotages of a deployment have come, kept in a folder so that a later run goes on. */
export class Progress {
  private readonly folder: string;
  private state: z.infer<typeof progressSchema>;

  constructor(folder: string) {
    this.folder = folder;
    const file = join(folder, 'progress.json');
    this.state = progressSchema.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  }

  get broken(): readonly StackName[] {
    return this.state.broken;
  }

  get verdicts(): readonly Verdict[] {
    return this.state.verdicts;
  }

  /** Forgets the verdicts; what is broken stays known. */
  restart(): void {
    this.save({ verdicts: [] });
  }

  setBroken(broken: readonly StackName[]): void {
    this.save({ broken: [...new Set(broken)] });
  }

  add(verdict: Verdict): void {
    const others = this.state.verdicts.filter(({ id }) => id !== verdict.id);
    this.save({ verdicts: [...others, verdict] });
  }

  private save(change: Partial<z.infer<typeof progressSchema>>): void {
    this.state = { ...this.state, ...change };
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'progress.json'), `${JSON.stringify(this.state, null, 2)}\n`);
    writeFileSync(join(this.folder, 'results.md'), verdictTable(this.state.verdicts));
  }
}

export interface Selection {
  /** @default - all */
  readonly only?: readonly string[];
  /** The first of them. @default - the first that has no verdict yet */
  readonly from?: string;
}

/** Which sabotages are to be run: those that were asked for, else those that have no verdict yet. */
export function select(
  all: readonly Sabotage[],
  { only, from }: Selection,
  verdicts: readonly Verdict[],
): Sabotage[] {
  if (only) return all.filter(({ id }) => only.includes(id));
  if (from) return all.slice(all.findIndex(({ id }) => id === from));
  return all.filter(({ id }) => !verdicts.some((verdict) => verdict.id === id));
}
