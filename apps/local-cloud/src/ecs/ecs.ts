import type { Service, Task } from '@aws-sdk/client-ecs';
import { localStage } from '@edutechbr/lms-infra';
import { EmulatorApi } from '../emulator/emulator-api.ts';
import type { Targets } from '../load-balancer/targets.ts';
import { openCgroups, type CgroupTree } from '../machine/cgroups/index.ts';
import type { Vpc } from '../network/vpc.ts';
import type { RedisGate } from '../redis/sign-in.ts';
import type { TaskKiller } from '../faults/faults.ts';
import type { Part, PartContext, Tasks, TaskSnapshot, ZoneResident } from '../types.ts';
import { Addresses } from './addresses.ts';
import { Agent } from './agent.ts';
import { FailureCounts } from './circuit-breaker.ts';
import { CredentialsEndpoint } from './credentials-endpoint.ts';
import { DeployedServices } from './deployed-services.ts';
import { schedule, type Decision, type ServiceView, type TaskView } from './scheduler.ts';

type ServiceName = { readonly cluster: string; readonly service: string };

/** ECS: once a second the service scheduler decides, and the agent runs the tasks. */
export class Ecs implements Part, Tasks, TaskKiller, ZoneResident {
  readonly name = 'ecs';
  private readonly deployed = new DeployedServices();
  private readonly emulator = new EmulatorApi();
  private readonly credentials = new CredentialsEndpoint();
  private readonly failures = new FailureCounts();
  private readonly lostZones = new Set<string>();
  private readonly cgroups?: CgroupTree;
  private readonly agent: Agent;

  constructor(context: PartContext, targets: Targets, redis: RedisGate, vpc: Vpc) {
    this.cgroups = openCgroups(context.folders.workspace);
    const addresses = new Addresses(localStage.availabilityZones);
    const { emulator, credentials, cgroups } = this;
    this.agent = new Agent(
      { context, targets, redis, vpc, emulator, credentials, addresses, cgroups },
      this.failures,
    );
  }

  async start(): Promise<void> {
    await this.credentials.start();
  }

  async tick(): Promise<void> {
    for (const cluster of await this.deployed.clusters()) {
      const services = await this.deployed.services(cluster);
      const tasks = await this.deployed.tasks(cluster, this.agent.tasksOf(cluster));
      for (const task of tasks) await this.follow(task, cluster, services);
      for (const service of services) await this.keep(service, cluster, tasks);
    }
  }

  running(): TaskSnapshot[] {
    return this.agent.snapshots();
  }

  killTask(taskArn: string): boolean {
    return this.agent.kill(taskArn);
  }

  loseZone(availabilityZone: string): void {
    this.lostZones.add(availabilityZone);
    this.agent.killAllIn(availabilityZone);
  }

  restoreZone(availabilityZone: string): void {
    this.lostZones.delete(availabilityZone);
  }

  describe(): string {
    const bounds =
      this.cgroups?.description ?? 'no cgroup can be made: tasks are not bounded, scaling cannot be judged';
    return `${this.running().length} of ${this.agent.count()} tasks running (${bounds})`;
  }

  async stop(): Promise<void> {
    await this.agent.terminateAll();
    await this.credentials.stop();
    await this.cgroups?.remove();
  }

  /** Runs a task that waits for it, and stops one that somebody asked to stop. */
  private async follow(task: Task, cluster: string, services: readonly Service[]): Promise<void> {
    const {
      taskArn = '',
      desiredStatus,
      lastStatus,
      stoppedReason = '',
      group,
      taskDefinitionArn = '',
    } = task;
    if (desiredStatus === 'STOPPED') this.agent.stop(taskArn, stoppedReason, 'UserInitiated');
    else if (lastStatus !== 'STOPPED' && !this.agent.knows(taskArn)) {
      const definition = await this.deployed.taskDefinition(taskDefinitionArn);
      this.agent.run(
        task,
        definition,
        cluster,
        services.find(({ serviceName }) => group === `service:${serviceName}`),
      );
      // It was asked for before its zone was lost.
      if (this.lostZones.has(task.availabilityZone ?? '')) this.agent.kill(taskArn);
    }
  }

  private async keep(service: Service, cluster: string, tasks: readonly Task[]): Promise<void> {
    const own = tasks.filter(({ group }) => group === `service:${service.serviceName}`);
    const views = own.flatMap((task) => this.agent.view(task));
    const view = await this.viewOf(service);
    if (!view) return;
    const decision = schedule(view, views);
    const name = { cluster, service: service.serviceName ?? '' };
    this.stopTasks(decision.stop, views);
    await this.startTasks(decision.start, name, view.primary.id);
    const reported = service.deployments?.find(({ id }) => id === view.primary.id)?.failedTasks ?? 0;
    const failedTasks = this.failures.get(view.primary.id);
    if (decision.deployment === 'ROLL_BACK') this.failures.forgetAllBut(view.primary.id);
    if (decision.deployment || failedTasks !== reported)
      await this.emulator.setDeploymentState({
        ...name,
        ...rollout(decision.deployment, view.primary.id),
        failedTasks,
      });
  }

  private stopTasks(tasks: Decision['stop'], views: readonly TaskView[]): void {
    for (const { taskArn, reason } of tasks) {
      const failed = views.find((view) => view.taskArn === taskArn && view.health === 'unhealthy');
      if (failed) this.failures.add(failed.deploymentId);
      this.agent.stop(taskArn, reason, 'ServiceSchedulerInitiated');
    }
  }

  private async startTasks(zones: readonly string[], name: ServiceName, deploymentId: string): Promise<void> {
    if (!this.failures.mayStart(deploymentId)) return;
    for (const availabilityZone of zones)
      await this.emulator.startTask({ ...name, availabilityZone, deploymentId });
  }

  private async viewOf(service: Service): Promise<ServiceView | undefined> {
    const { deployments = [], deploymentConfiguration = {}, desiredCount = 0, status } = service;
    const primary = deployments.find((each) => each.status === 'PRIMARY');
    if (!primary?.id) return undefined;
    const {
      minimumHealthyPercent = 100,
      maximumPercent = 200,
      deploymentCircuitBreaker,
    } = deploymentConfiguration;
    const { enable = false, rollback = false } = deploymentCircuitBreaker ?? {};
    const { id, rolloutState = 'IN_PROGRESS' } = primary;
    return {
      active: status === 'ACTIVE',
      desiredCount,
      minimumHealthyPercent,
      maximumPercent,
      circuitBreaker: { enable, rollback },
      zones: (await this.deployed.zonesOf(service)).filter((zone) => !this.lostZones.has(zone)),
      primary: { id, rolloutState, failedTasks: this.failures.get(id) },
      canRollBack:
        rollback && deployments.some((each) => each !== primary && each.rolloutState === 'COMPLETED'),
    };
  }
}

function rollout(deployment: Decision['deployment'], deploymentId: string) {
  if (deployment === 'COMPLETED')
    return { deploymentId, rolloutState: deployment, reason: `ECS deployment ${deploymentId} completed.` };
  if (!deployment) return { deploymentId };
  return {
    deploymentId,
    rolloutState: 'FAILED',
    reason: 'ECS deployment circuit breaker: tasks failed to start.',
    rollback: deployment === 'ROLL_BACK',
  } as const;
}
