import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf } from '../stage/faults.ts';
import { readReplicationGroup, rolesIn } from '../stage/replication-group.ts';
import { taskName } from '../stage/task-name.ts';
import type { IncidentContext } from './incident.ts';
import { waitFor, waitUntilWhole } from './wait.ts';

/** How long the zone is away: so long errors are counted. */
const SECONDS_LOST = 300;

/** ElastiCache promotes a replica within a minute. */
const SECONDS_TO_PROMOTE = 300;

/** Loses the zone of Redis's primary with all that runs there, and restores it five minutes later. */
export async function zoneLoss(context: IncidentContext): Promise<void> {
  const { clients, outputs, service, tell, signal } = context;
  const { primary, primaryZone: zone } = rolesIn(await readReplicationGroup(clients, outputs));
  const tasks = (await service.tasks('RUNNING')).filter(({ availabilityZone }) => availabilityZone === zone);
  const victims = [...tasks.map(({ taskArn }) => taskName(taskArn)), primary];
  const restoreAt = Date.now() + SECONDS_LOST * 1000;
  const { loseZone, requireLost, restoreZone } = faultsOf(outputs);
  tell('fault', `zone ${zone} is lost, with ${victims.join(', ')}`);
  await loseZone(zone);
  try {
    await Promise.all([followPromotion(context, zone), followTasks(context, tasks)]);
    await sleep(Math.max(0, restoreAt - Date.now()), undefined, { signal });
    await requireLost(zone);
  } finally {
    await restoreZone(zone);
  }
  tell('change', `zone ${zone} is restored`);
}

async function followPromotion(
  { clients, outputs, tell, signal }: IncidentContext,
  lostZone: string,
): Promise<void> {
  const promoted = async () => {
    const roles = rolesIn(await readReplicationGroup(clients, outputs));
    return roles.primaryZone === lostZone ? undefined : roles;
  };
  const roles = await waitFor('a primary of Redis in another zone', promoted, {
    signal,
    seconds: SECONDS_TO_PROMOTE,
  });
  tell('recovery', `${roles.primary} in ${roles.primaryZone} is the primary of Redis`);
}

async function followTasks(
  context: IncidentContext,
  lost: readonly { readonly taskArn?: string }[],
): Promise<void> {
  await waitUntilWhole(
    context,
    lost.map(({ taskArn = '' }) => taskArn),
  );
  context.tell('recovery', 'the service is whole again in the other zones');
}
