import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { faultsOf } from '../stage/faults.ts';
import { taskName } from '../stage/task-name.ts';
import type { IncidentContext } from './incident.ts';
import type { DeployedService } from '../stage/service.ts';
import { waitFor, waitUntilWhole } from './wait.ts';

/** Kills the process of a random task, which has no chance to answer the requests that it has; or lets FIS stop one. */
export async function taskKill(context: IncidentContext): Promise<void> {
  const { killsBy, killTask } = faultsOf(context.outputs);
  await loseTask(context, killsBy, killTask);
}

/** Stops a random task: it is drained, gets SIGTERM, and may answer what it has. */
export async function taskStop(context: IncidentContext): Promise<void> {
  const { clients, outputs } = context;
  const stop = async (taskArns: readonly string[]) => {
    const task = taskArns[Math.floor(Math.random() * taskArns.length)];
    const cluster = outputs.clusterName;
    await clients.ecs.send(new StopTaskCommand({ cluster, task, reason: 'Stopped by the load test' }));
    return task;
  };
  await loseTask(context, 'SIGTERM', stop);
}

/** ECS tells within seconds which task it stops. */
const SECONDS_TO_TELL = 60;

async function loseTask(
  context: IncidentContext,
  by: string,
  lose: (taskArns: readonly string[]) => Promise<string | undefined>,
): Promise<void> {
  const { service, tell, signal } = context;
  const running = (await service.tasks('RUNNING')).flatMap(({ taskArn, lastStatus }) =>
    taskArn && lastStatus === 'RUNNING' ? [taskArn] : [],
  );
  if (running.length === 0) throw new Error('no task runs');
  const at = new Date();
  const taskArn =
    (await lose(running)) ??
    (await waitFor('the task that is stopped', () => stoppedOf(service, running), {
      signal,
      seconds: SECONDS_TO_TELL,
    }));
  tell('fault', `${taskName(taskArn)} gets ${by}`, at);
  await waitUntilWhole(context, [taskArn]);
  tell('recovery', 'the service is whole again');
}

/** The one of these tasks that runs no more, or is told to stop. */
async function stoppedOf(service: DeployedService, taskArns: readonly string[]): Promise<string | undefined> {
  const stopped = (await service.tasks('STOPPED')).map(({ taskArn }) => taskArn);
  return taskArns.find((taskArn) => stopped.includes(taskArn));
}
