import { ExitError } from '@edutechbr/cli';
import { type Machine, type Work } from './machine.ts';

/** A tool that is there. */
export interface Found<Value> {
  /** What its user needs to run it. */
  readonly value: Value;
  /** Which version, and where it was found. */
  readonly description: string;
}

/** A package of the system's own package manager. */
export interface SystemPackage {
  /** Debian's name. */
  readonly apt: string;
  /** Homebrew's name. */
  readonly brew: string;
}

export interface Tool<Value> {
  /** Name and condition, such as `Terraform >= 1.10`. */
  readonly title: string;

  /** Looks for it, quickly and without changing anything but files that it derives. */
  find(machine: Machine): Promise<Found<Value> | undefined>;

  /** How to get it when it is not there: our own way, or the system's package manager. */
  readonly install: ((work: Work) => Promise<void>) | SystemPackage;
}

/** One way to get a tool. */
export interface Attempt {
  /** Such as `go install`. */
  readonly by: string;
  run(): Promise<void>;
}

/**
 * Takes the first way that works.
 *
 * @param advice - what the reader can do when none works, as one sentence with one command
 * @throws ExitError that says why each way failed
 */
export async function firstThatWorks(
  { signal, progress }: Work,
  title: string,
  attempts: readonly Attempt[],
  advice: string,
): Promise<void> {
  const failures: string[] = [];
  for (const attempt of attempts) {
    try {
      progress(attempt.by);
      return await attempt.run();
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      progress(`${attempt.by} failed: ${reason}`);
      failures.push(`${attempt.by} (${reason.split('\n').at(-1)})`);
    }
  }
  throw new ExitError('missingTool', `${title} is missing. Tried: ${failures.join('; ')}. ${advice}`);
}
