import { z } from 'zod';
import type { Sabotage } from './sabotage.ts';

/** What happened when the path was run with something broken. */
export interface Observation {
  /** Where it ended. */
  readonly by: 'deploy' | 'load-test';
  /** 0 when it stayed green. */
  readonly exitCode: number;
  /** What the program that ended it said last. */
  readonly message: string;
  /** From the moment at which it could know to its end. */
  readonly seconds: number;
}

export const verdictSchema = z.object({
  id: z.string(),
  title: z.string(),
  stack: z.string(),
  passed: z.boolean(),
  /** Why it did not pass. */
  problem: z.string().optional(),
  by: z.string(),
  exitCode: z.number(),
  /** The part of the line that names the cause, or all of it when it names another. */
  line: z.string(),
  seconds: z.number(),
  finishedAt: z.string(),
});

/** Whether a sabotage was noticed as it has to be. */
export type Verdict = z.infer<typeof verdictSchema>;

const CHARACTERS_AROUND = 120;

/** @param secondsAllowed from the moment at which the run could know */
export function judge(
  { id, title, stack, goesRed }: Sabotage,
  observed: Observation,
  secondsAllowed: number,
  finishedAt = new Date(),
): Verdict {
  const { by, exitCode, message, seconds } = observed;
  const problem = problemOf(goesRed, observed, secondsAllowed);
  return {
    id,
    title,
    stack,
    passed: problem === undefined,
    problem,
    by,
    exitCode,
    line: goesRed ? cutAround(message, goesRed.says) : message,
    seconds: Math.round(seconds),
    finishedAt: finishedAt.toISOString(),
  };
}

function problemOf(
  goesRed: Sabotage['goesRed'],
  { by, exitCode, message, seconds }: Observation,
  secondsAllowed: number,
): string | undefined {
  if (!goesRed)
    return exitCode === 0 ? undefined : `red with exit code ${exitCode}, and it had to stay green`;
  if (exitCode === 0) return `not red: the ${by} passed`;
  if (by !== goesRed.by) return `red by the ${by}, and the ${goesRed.by} had to notice`;
  if (!goesRed.says.test(message)) return `red for another cause: it does not say ${String(goesRed.says)}`;
  const others = failedAssertions(message).filter((id) => !goesRed.fails?.includes(id));
  if (others.length > 0) return `red for another cause as well: ${others.join(', ')}`;
  if (exitCode !== goesRed.exitCode) return `exit code ${exitCode}, and it had to be ${goesRed.exitCode}`;
  if (seconds > secondsAllowed)
    return `too late: ${Math.round(seconds)} s, and ${secondsAllowed} s are allowed`;
  return undefined;
}

/** As the load test ends its line: `failed: scaling.cpu (what was observed), load.errors (…)`. */
function failedAssertions(message: string): string[] {
  const [, list = ''] = /failed: (.*)/.exec(message) ?? [];
  return [...list.matchAll(/(?:^|\), )([a-z-]+\.[a-z-]+) \(/g)].flatMap(([, id]) => id ?? []);
}

/** A long message around the part that matters. */
function cutAround(message: string, part: RegExp): string {
  const found = part.exec(message);
  if (!found) return message;
  const start = Math.max(0, found.index - CHARACTERS_AROUND);
  const end = Math.min(message.length, found.index + found[0].length + CHARACTERS_AROUND);
  return `${start > 0 ? '…' : ''}${message.slice(start, end)}${end < message.length ? '…' : ''}`;
}
