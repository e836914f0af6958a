import type { Stage } from '../stage.ts';

/** Something that would hold up a deploy, or the LMS after it. */
export interface Finding {
  /** What was found, and what should be. */
  readonly problem: string;
  /** The command that mends it; words where only a person can. */
  readonly mend: string;
  /** Whether a deploy goes on all the same. @default false */
  readonly advice?: boolean;
}

/** One question to AWS before anything is deployed. */
export interface Check {
  /** In a word or two, such as `state bucket`. */
  readonly name: string;
  /** Why nobody asks on the local stage. @default - it is asked there, too */
  readonly notLocal?: string;
  readonly find: (stage: Stage) => Promise<Finding[]>;
}

/** A list of findings that has this one, or none. */
export const onlyIf = (found: boolean, finding: () => Finding): Finding[] => (found ? [finding()] : []);
