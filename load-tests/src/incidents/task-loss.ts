import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { faultsOf } from '../stage/faults.ts';
import { taskName } from '../stage/task-name.ts';
import type { IncidentContext } from './incident.ts';
import { waitUntilWhole } from './wait.ts';

/** Kills the process of a random task, which has no chance to answer the requests that it has. */
export async function taskKill(context: IncidentContext): Promise<void> {
  const { killTask } = faultsOf(context.outputs);
  await loseTask(context, 'SIGKILL', killTask);
}

/** Stops a random task: it is drained, gets SIGTERM, and may answer what it has. */
export async function taskStop(context: IncidentContext): Promise<void> {
  const { clients, outputs } = context;
  const stop = (task: string) =>
    clients.ecs.send(
      new StopTaskCommand({ cluster: outputs.clusterName, task, reason: 'Stopped by the load test' }),
    );
  await loseTask(context, 'SIGTERM', stop);
}

async function loseTask(
  context: IncidentContext,
  signal: 'SIGKILL' | 'SIGTERM',
  lose: (taskArn: string) => Promise<unknown>,
): Promise<void> {
  const { service, tell } = context;
  const running = (await service.tasks('RUNNING')).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const taskArn = running[Math.floor(Math.random() * running.length)]?.taskArn;
  if (!taskArn) throw new Error('no task runs');
  tell('fault', `${taskName(taskArn)} gets ${signal}`);
  await lose(taskArn);
  await waitUntilWhole(context, [taskArn]);
  tell('recovery', 'the service is whole again');
}
