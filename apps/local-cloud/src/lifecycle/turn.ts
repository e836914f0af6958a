import { setTimeout as sleep } from 'node:timers/promises';
import { beginActivity, ExitError, runningActivities } from '@edutechbr/cli';
import type { Progress } from './progress.ts';

/**
 * Waits until no other process of this workspace starts or stops the local cloud.
 *
 * @returns what lets the next one have its turn
 */
export async function takeTurn(
  workspace: string,
  title: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<() => void> {
  for (;;) {
    const [other] = runningActivities(workspace, ['local-cloud']);
    if (other) progress.waitFor(`the ${other.title} (pid ${other.pid})`);
    else {
      const end = await beginActivity(workspace, { title, uses: ['local-cloud'] }).catch(unlessRefused);
      if (end) return end;
    }
    await sleep(200, undefined, { signal });
  }
}

/** Another one was faster. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ExitError)) throw error;
}
