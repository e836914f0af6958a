import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { lookFor } from '../incidents/wait.ts';
import type { Workload } from '../k6/workloads/index.ts';
import type { Clients } from '../stage/clients.ts';
import type { StageOutputs } from '../stage/outputs.ts';
import { readExamTasks, readScalableTarget } from '../stage/scalable-target.ts';
import type { DeployedService } from '../stage/service.ts';

/** Draining takes the target group's deregistration delay, and a task its stop timeout. */
const SECONDS_TO_SETTLE = 300;

/** The deregistration delay of the stages' target groups, and some seconds until a task has ended. */
const SECONDS_TO_DRAIN = 60;

interface Beginning {
  readonly settings: { readonly workload: Pick<Workload, 'mayBeginWithExamTasks'> };
  readonly clients: Clients;
  readonly outputs: StageOutputs;
  readonly service: DeployedService;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Brings the service back to its fewest tasks. Those that an earlier load has added stay for a quarter of an hour, and would
 * be taken for this run's work, as would the end of those that it has stopped. Only a workload that does not prove scaling may
 * begin with as many as an exam window asks for.
 *
 * @throws Error when it is not there within five minutes.
 */
export async function beginAtMinimum(beginning: Beginning): Promise<void> {
  const { clients, outputs, service, print, signal } = beginning;
  const { clusterName: cluster, serviceName } = outputs;
  const minTasks = await readMinTasks(beginning);
  const { desired } = await service.capacity();
  if (desired <= (await mostToBeginWith(beginning, minTasks))) {
    // What still stops after that is this run's matter, which its assertions judge.
    const haveEnded = async () => ((await service.hasStoppingTasks()) ? undefined : true);
    await lookFor(haveEnded, { signal, seconds: SECONDS_TO_DRAIN });
    return;
  }
  print(`The service has ${desired} tasks; waiting until it is back at its fewest, ${minTasks}`);
  const isBack = async () => {
    const { desired: wanted, running, healthy } = await service.capacity();
    // More than once: an alarm of the load that has just ended may still add tasks.
    if (wanted > minTasks)
      await clients.ecs.send(
        new UpdateServiceCommand({ cluster, service: serviceName, desiredCount: minTasks }),
      );
    const hasOthers = wanted > minTasks || running !== minTasks || healthy !== minTasks;
    return hasOthers || (await service.hasStoppingTasks()) ? undefined : true;
  };
  if (!(await lookFor(isBack, { signal, seconds: SECONDS_TO_SETTLE })))
    throw new Error(`${serviceName} did not go back to ${minTasks} tasks in ${SECONDS_TO_SETTLE} s`);
}

async function mostToBeginWith({ settings, clients, outputs }: Beginning, minTasks: number): Promise<number> {
  if (!settings.workload.mayBeginWithExamTasks) return minTasks;
  return (await readExamTasks(clients, outputs, minTasks)) ?? minTasks;
}

async function readMinTasks({ clients, outputs }: Beginning): Promise<number> {
  const target = await readScalableTarget(clients, outputs);
  // Without a scalable target there is nothing to go back to, and the assertions will say so.
  return target?.MinCapacity ?? Infinity;
}
