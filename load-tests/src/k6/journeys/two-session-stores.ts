import type { LmsClient } from '../lms-client.ts';
import { storeBlocks, storeOf, type StoreBlock } from '../workloads/store-blocks.ts';
import type { Journey, RunTimes } from './journey.ts';
import { steadyWork } from './steady-work.ts';
import type { Step } from './student.ts';

/** Steady work, with the session in the store that the run's plan says; to change it students sign out and in again. */
function twoSessionStores(
  lms: LmsClient,
  seed: number,
  { startedAt, rampSeconds, holdSeconds }: RunTimes,
): Step {
  const blocks = storeBlocks(startedAt, rampSeconds, holdSeconds);
  lms.sessionStore = storeOf(blocks, seed, Date.now());
  return moving(lms, seed, blocks, steadyWork(lms, seed));
}

function moving(lms: LmsClient, seed: number, blocks: readonly StoreBlock[], step: Step): Step {
  return () => {
    const store = storeOf(blocks, seed, Date.now());
    if (store === lms.sessionStore) return moving(lms, seed, blocks, step());
    lms.signOut();
    lms.sessionStore = store;
    lms.signIn();
    return moving(lms, seed, blocks, step);
  };
}

export const journey: Journey = twoSessionStores;
