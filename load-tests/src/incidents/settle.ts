import type { IncidentContext } from './incident.ts';
import { waitFor } from './wait.ts';

/** AWS's default deregistration delay, five minutes, and Fargate's longest stop timeout, two. */
const SECONDS_TO_END = 420;

/** Waits until every task that was told to stop has ended, so that the requests which it drops count for what stopped it. */
export async function settle({ service, signal }: IncidentContext): Promise<void> {
  const haveEnded = async () => ((await service.hasStoppingTasks()) ? undefined : true);
  await waitFor('the end of the tasks that were stopped', haveEnded, { signal, seconds: SECONDS_TO_END });
}
