import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type ContainerDefinition,
  type Deployment,
} from '@aws-sdk/client-ecs';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';
import { lmsContainer, type DeployedService } from './service.ts';

/** The revisions of the task definition that the deployed service runs, each known by its ARN. */
export class Revisions {
  readonly #clients: Clients;
  readonly #outputs: StageOutputs;
  readonly #service: DeployedService;

  constructor(clients: Clients, outputs: StageOutputs, service: DeployedService) {
    this.#clients = clients;
    this.#outputs = outputs;
    this.#service = service;
  }

  async current(): Promise<string> {
    return (await this.#service.describe()).taskDefinition ?? '';
  }

  /** Registers the current revision with another container of the LMS. */
  async register(change: (container: ContainerDefinition) => ContainerDefinition): Promise<string> {
    const { taskDefinition: current, tags } = await this.#clients.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: await this.current(), include: ['TAGS'] }),
    );
    if (!current) throw new Error('the service has no task definition');
    const { taskDefinition } = await this.#clients.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: current.family,
        requiresCompatibilities: current.requiresCompatibilities,
        networkMode: current.networkMode,
        cpu: current.cpu,
        memory: current.memory,
        runtimePlatform: current.runtimePlatform,
        executionRoleArn: current.executionRoleArn,
        taskRoleArn: current.taskRoleArn,
        volumes: current.volumes,
        containerDefinitions: [change(lmsContainer(current))],
        ...(tags?.length ? { tags } : {}),
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  }

  /** Begins to replace the service's tasks by those of a revision; nothing when it has it already. */
  async rollOut(revision: string): Promise<void> {
    if ((await this.current()) === revision) return;
    const { clusterName: cluster, serviceName: service } = this.#outputs;
    await this.#clients.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: revision }));
  }

  /** @returns undefined when the service has no deployment of the revision */
  async deployment(revision: string): Promise<Deployment | undefined> {
    const { deployments = [] } = await this.#service.describe();
    return deployments.find(({ taskDefinition }) => taskDefinition === revision);
  }

  /** It can be used no more; tasks that run it go on. */
  async deregister(revision: string): Promise<void> {
    await this.#clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: revision }));
  }
}

/** For people: `revision ecs-task-production-dev:7`. */
export const revisionName = (revision = ''): string => `revision ${revision.split('/').at(-1)}`;
