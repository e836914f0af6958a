import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  paginateListTasks,
  type ContainerDefinition,
  type DesiredStatus,
  type Service,
  type Task,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';

/** The most tasks that one DescribeTasks call takes (its API reference). */
const TASKS_PER_CALL = 100;

/** The container of the LMS in its task definition. */
const CONTAINER = 'lms';

/** How much of the service runs at a moment. */
export interface Capacity {
  readonly at: Date;
  readonly desired: number;
  readonly running: number;
  readonly healthy: number;
}

/** The deployed ECS service, asked through the AWS API. */
export class DeployedService {
  readonly #clients: Clients;
  readonly #outputs: StageOutputs;
  #targetGroupArn: string | undefined;

  constructor(clients: Clients, outputs: StageOutputs) {
    this.#clients = clients;
    this.#outputs = outputs;
  }

  /** @returns undefined when there is no such service, or only a deleted one. */
  async find(): Promise<Service | undefined> {
    const { clusterName, serviceName } = this.#outputs;
    const { services = [] } = await this.#clients.ecs.send(
      new DescribeServicesCommand({ cluster: clusterName, services: [serviceName] }),
    );
    return services.find(({ status }) => status === 'ACTIVE');
  }

  /** @throws Error when the service is gone. */
  async describe(): Promise<Service> {
    const service = await this.find();
    if (!service) throw new Error(`there is no active service ${this.#outputs.serviceName}`);
    return service;
  }

  async taskDefinition(): Promise<TaskDefinition> {
    const { taskDefinition: name } = await this.describe();
    const { taskDefinition } = await this.#clients.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: name }),
    );
    if (!taskDefinition) throw new Error(`there is no task definition ${name ?? ''}`);
    return taskDefinition;
  }

  async tasks(desiredStatus: DesiredStatus): Promise<Task[]> {
    const { clusterName: cluster, serviceName } = this.#outputs;
    const arns: string[] = [];
    for await (const page of paginateListTasks(
      { client: this.#clients.ecs, pageSize: TASKS_PER_CALL },
      { cluster, serviceName, desiredStatus },
    ))
      arns.push(...(page.taskArns ?? []));
    const described: Task[] = [];
    for (let from = 0; from < arns.length; from += TASKS_PER_CALL) {
      const command = new DescribeTasksCommand({ cluster, tasks: arns.slice(from, from + TASKS_PER_CALL) });
      described.push(...((await this.#clients.ecs.send(command)).tasks ?? []));
    }
    return described;
  }

  /** Whether tasks that were told to stop are still being drained, or still end. */
  async hasStoppingTasks(): Promise<boolean> {
    return (await this.tasks('STOPPED')).some(({ lastStatus }) => lastStatus !== 'STOPPED');
  }

  async capacity(): Promise<Capacity> {
    const { desiredCount = 0, runningCount = 0, loadBalancers = [] } = await this.describe();
    this.#targetGroupArn ??= loadBalancers[0]?.targetGroupArn;
    const { TargetHealthDescriptions: targets = [] } = await this.#clients.loadBalancing.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: this.#targetGroupArn }),
    );
    const healthy = targets.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
    return { at: new Date(), desired: desiredCount, running: runningCount, healthy };
  }
}

/** ECS's reason for the tasks that a scale-in or a deployment ends. It gives other reasons to those that it lost. */
const WANTED_STOP = 'Scaling activity initiated by';

/** Ids of the tasks that ECS stopped to spread the service over the zones again (ECS's service event TASKS_STOPPED). */
function rebalancedTasks({ events = [] }: Pick<Service, 'events'>): string[] {
  return events
    .filter(({ message = '' }) => /has stopped .*AZ Rebalanc/.test(message))
    .flatMap(({ message = '' }) => message.match(/\b[0-9a-f]{32}\b/g) ?? []);
}

/** Those of the stopped tasks that ended since then, and not because the service wanted it: to have fewer, others, or to spread them. */
export function lostTasks(service: Pick<Service, 'events'>, stopped: readonly Task[], since: Date): Task[] {
  const rebalanced = rebalancedTasks(service);
  return stopped.filter(
    ({ taskArn = '', stoppedAt, stoppedReason = '' }) =>
      stoppedAt &&
      stoppedAt >= since &&
      !stoppedReason.startsWith(WANTED_STOP) &&
      !rebalanced.some((id) => taskArn.endsWith(`/${id}`)),
  );
}

/** @throws Error when the task definition has no container of the LMS. */
export function lmsContainer({ containerDefinitions = [] }: TaskDefinition): ContainerDefinition {
  const container = containerDefinitions.find(({ name }) => name === CONTAINER);
  if (!container) throw new Error(`the task definition has no container ${CONTAINER}`);
  return container;
}
