import { setTimeout as sleep } from 'node:timers/promises';
import type { IncidentContext } from './incident.ts';

const MS_BETWEEN_LOOKS = 1000;

type Look<T> = () => Promise<T | undefined>;

interface Patience {
  readonly signal: AbortSignal;
  readonly seconds: number;
}

/**
 * Looks until there is something to see.
 *
 * @returns undefined when there was nothing within `seconds`
 * @throws Error when the signal aborts before
 */
export async function lookFor<T>(look: Look<T>, { signal, seconds }: Patience): Promise<T | undefined> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(MS_BETWEEN_LOOKS, undefined, { signal });
  }
  return undefined;
}

/**
 * Looks until there is something to see.
 *
 * @param what that is waited for, for people
 * @throws Error when there was nothing within `seconds`, or the load is over before
 */
export async function waitFor<T>(what: string, look: Look<T>, patience: Patience): Promise<T> {
  const seen = await lookFor(look, patience);
  if (seen === undefined) throw new Error(`${what} was waited for in vain for ${patience.seconds} s`);
  return seen;
}

/** On AWS a task takes a minute or two to start. */
const SECONDS_TO_BE_WHOLE = 600;

/** Resolves when as many other tasks as desired are healthy in the place of those that were lost. */
export async function waitUntilWhole(
  { service, signal }: Pick<IncidentContext, 'service' | 'signal'>,
  lost: readonly string[],
): Promise<void> {
  const isWhole = async () => {
    // Not the service's own count: for a moment it has a task in it that has been told to stop.
    const running = (await service.tasks('RUNNING')).filter(
      ({ taskArn = '', lastStatus }) => lastStatus === 'RUNNING' && !lost.includes(taskArn),
    );
    const { desired, healthy } = await service.capacity();
    return running.length >= desired && healthy >= desired ? true : undefined;
  };
  await waitFor('a service that is whole', isWhole, { signal, seconds: SECONDS_TO_BE_WHOLE });
}
