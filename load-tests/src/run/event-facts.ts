import type { RunEvent } from './run-record.ts';

/** What was done to the deployed system on purpose, as the events tell it. */
export interface EventFacts {
  /** Names of tasks that were broken (`task 1a2b3c4d`). */
  readonly tasks: readonly string[];
  /** Revisions that cannot work (`family:7`): none of their tasks stays. */
  readonly brokenRevisions: readonly string[];
  readonly lostZones: readonly string[];
  /** Whether tasks were replaced by those of another revision: twice as many as desired may run meanwhile. */
  readonly rolledOut: boolean;
}

export function factsOf(events: readonly RunEvent[]): EventFacts {
  const faults = events.filter(({ kind }) => kind === 'fault').map(({ label }) => label);
  const inFaults = (pattern: RegExp) =>
    faults.flatMap((label) => [...label.matchAll(pattern)].map(([, found = '']) => found));
  return {
    tasks: inFaults(/(task [0-9a-f]{8})/g),
    brokenRevisions: inFaults(/revision (\S+) is rolled out/g),
    lostZones: inFaults(/^zone (\S+) is lost/g),
    rolledOut: events.some(({ label }) => label.includes('is rolled out')),
  };
}
