import { messageOf } from '@edutechbr/cli';
import { setTimeout as sleep } from 'node:timers/promises';
import { incidents } from '../incidents/index.ts';
import type { IncidentContext } from '../incidents/incident.ts';
import type { ScheduledIncident } from '../k6/workloads/index.ts';
import type { RunEvent } from './run-record.ts';

interface HappeningsOptions extends Omit<IncidentContext, 'tell'> {
  readonly scheduled: readonly ScheduledIncident[];
  /** When all students have arrived. */
  readonly arrived: Promise<Date>;
  readonly print: (line: string) => void;
}

/**
 * Lets the scheduled incidents happen, one after the other, until `signal` aborts. One that fails is an event as well: the
 * load goes on, and the assertions miss what it should have done.
 *
 * @returns what happened, from the earliest to the latest
 */
export async function letHappen(options: HappeningsOptions): Promise<RunEvent[]> {
  const { scheduled, arrived, print, ...context } = options;
  const events: RunEvent[] = [];
  const tell: IncidentContext['tell'] = (kind, label, at = new Date()) => {
    events.push({ at, kind, label });
    print(label);
  };
  for (const { name, afterSeconds } of scheduled)
    try {
      const due = (await arrived).getTime() + afterSeconds * 1000;
      await sleep(Math.max(0, due - Date.now()), undefined, { signal: context.signal });
      await incidents[name]({ ...context, tell });
    } catch (error) {
      tell('problem', `${name} was not gone through: ${reasonOf(error, context.signal)}`);
    }
  return events.sort((left, right) => left.at.getTime() - right.at.getTime());
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'the load was over';
  return messageOf(error);
}
