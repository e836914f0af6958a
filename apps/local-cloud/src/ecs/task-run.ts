import type { AwsVpcConfiguration, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import pRetry from 'p-retry';
import type { EmulatorApi, HealthStatus, StopCode, TaskState, TaskStatus } from '../emulator/emulator-api.ts';
import type { TargetAddress, Targets } from '../load-balancer/targets.ts';
import type { CgroupTree } from '../machine/cgroups/index.ts';
import type { TaskNetwork } from '../network/task-network.ts';
import type { Vpc } from '../network/vpc.ts';
import type { RedisGate } from '../redis/sign-in.ts';
import type { PartContext, TaskSnapshot } from '../types.ts';
import type { Addresses } from './addresses.ts';
import { Container } from './container.ts';
import type { CredentialsEndpoint } from './credentials-endpoint.ts';
import { healthOf, type TaskHealth } from './task-health.ts';
import { assumeTaskRoles } from './task-roles.ts';
import { messageOf, TaskStartError } from './task-start-error.ts';

/** For about an hour; the end of the daemon does not wait for it. */
const untilHeard = { retries: 720, minTimeout: 1000, maxTimeout: 5000, unref: true };

/** What the tasks of this machine share. */
export interface TaskHost {
  readonly context: PartContext;
  readonly emulator: EmulatorApi;
  readonly targets: Targets;
  readonly redis: RedisGate;
  readonly vpc: Pick<Vpc, 'attach' | 'detach'>;
  readonly addresses: Addresses;
  readonly credentials: CredentialsEndpoint;
  /** @default - no cgroup can be made: tasks run unbounded */
  readonly cgroups?: CgroupTree;
}

export interface TaskRunOptions {
  readonly task: Task;
  readonly definition: TaskDefinition;
  readonly clusterName: string;
  /** @default - the task belongs to no service */
  readonly service?: TaskService;
}

export interface TaskService {
  readonly name: string;
  readonly healthCheckGracePeriodSeconds: number;
  /** Of the task's deployment. @default - nothing is filtered */
  readonly vpcConfiguration?: AwsVpcConfiguration;
  /** @default - the service has no load balancer */
  readonly target?: { readonly targetGroupArn: string; readonly port: number };
}

interface StopOrder {
  readonly reason: string;
  readonly code: StopCode;
  readonly exitCode?: number;
}

/** One task from PROVISIONING to STOPPED. */
export class TaskRun {
  readonly taskArn: string;
  readonly availabilityZone: string;
  /** Settles when the task is STOPPED. */
  readonly ended: Promise<StopCode>;
  private readonly host: TaskHost;
  private readonly options: TaskRunOptions;
  private readonly address: string;
  private network?: TaskNetwork;
  private container?: Container;
  /** The role that Redis was told of. */
  private admitted?: string;
  private status: TaskStatus = 'PENDING';
  private containerHealth: HealthStatus = 'UNKNOWN';
  private runningSince = 0;
  private stopping = false;
  private killed = false;
  private hasPassedChecks = false;
  private order!: (stop: StopOrder) => void;
  private readonly ordered = new Promise<StopOrder>((resolve) => (this.order = resolve));

  constructor(host: TaskHost, options: TaskRunOptions) {
    this.host = host;
    this.options = options;
    this.taskArn = options.task.taskArn ?? '';
    this.availabilityZone = options.task.availabilityZone ?? '';
    this.address = host.addresses.take(this.availabilityZone);
    this.ended = this.live();
  }

  get health(): TaskHealth {
    const { service, definition } = this.options;
    return healthOf({
      running: this.status === 'RUNNING',
      secondsRunning: (Date.now() - this.runningSince) / 1000,
      gracePeriodSeconds: service?.healthCheckGracePeriodSeconds ?? 0,
      container: definition.containerDefinitions?.[0]?.healthCheck ? this.containerHealth : undefined,
      target: this.target && { ...this.target, health: this.host.targets.health(this.target) },
    });
  }

  /** @returns undefined unless the task is RUNNING */
  snapshot(): TaskSnapshot | undefined {
    const { clusterName, service, definition } = this.options;
    if (this.status !== 'RUNNING' || !this.container) return undefined;
    return {
      taskArn: this.taskArn,
      clusterName,
      serviceName: service?.name ?? '',
      availabilityZone: this.availabilityZone,
      reservedCpuUnits: Number(definition.cpu),
      reservedMemoryMiB: Number(definition.memory),
      ...this.container.snapshot(),
    };
  }

  /** Whether it was asked to stop, or its container has ended. */
  get isStopping(): boolean {
    return this.stopping || ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'].includes(this.status);
  }

  /** @returns true once, when all checks have passed for the first time */
  passedChecksFirst(): boolean {
    if (this.hasPassedChecks || this.health.health !== 'healthy') return false;
    this.hasPassedChecks = true;
    return true;
  }

  /** Drains, stops and reports the task; only the first order counts. */
  stop(reason: string, code: StopCode): void {
    this.stopping = true;
    this.order({ reason, code });
  }

  /** Kills the process, which a task that is only starting is about to get. */
  kill(): void {
    this.killed = true;
    this.container?.kill();
  }

  /** Ends the process without draining, when the whole machine stops. */
  async terminate(): Promise<void> {
    this.container?.kill();
    await this.container?.exited;
  }

  private get taskId(): string {
    return this.taskArn.split('/').at(-1) ?? '';
  }

  private get target(): TargetAddress | undefined {
    const target = this.options.service?.target;
    if (!target) return undefined;
    const { address, availabilityZone } = this;
    return { ...target, address, availabilityZone, at: this.network?.at };
  }

  private async live(): Promise<StopCode> {
    const credentialsUrl = this.grantCredentials();
    const { reason, code, exitCode } = await this.run(credentialsUrl).catch(startFailure);
    await this.container?.remove().catch((error: unknown) => this.host.context.log(String(error)));
    if (credentialsUrl) this.host.credentials.revoke(credentialsUrl);
    this.host.addresses.release(this.address);
    this.host.vpc.detach(this.taskId);
    if (this.admitted) this.host.redis.dismiss(this.admitted);
    await this.reportStopped({ stoppedReason: reason, stopCode: code, exitCode });
    return code;
  }

  private async run(credentialsUrl: string | undefined): Promise<StopOrder> {
    await this.report('PENDING', { privateIpv4Address: this.address });
    const container = await this.startContainer(credentialsUrl);
    await this.report('ACTIVATING');
    if (this.target) this.host.targets.register(this.target);
    this.runningSince = Date.now();
    await this.report('RUNNING');
    const watching = new AbortController();
    container.watchHealth((status) => void this.reportHealth(status), watching.signal);
    const stop = await Promise.race([this.ordered, this.exitOf(container)]);
    watching.abort();
    await this.windDown(container, stop);
    return { ...stop, exitCode: (await container.exited).code };
  }

  private async startContainer(credentialsUrl: string | undefined): Promise<Container> {
    const { definition } = this.options;
    const [containerDefinition] = definition.containerDefinitions ?? [];
    if (!containerDefinition) throw new TaskStartError('the task definition has no container');
    const roles = await assumeTaskRoles(definition, this.taskArn);
    if (definition.taskRoleArn) await this.admitToRedis(definition.taskRoleArn);
    this.network = await this.attachToNetwork(credentialsUrl);
    this.container = await Container.start({
      taskId: this.taskId,
      taskDefinition: definition,
      definition: containerDefinition,
      availabilityZone: this.availabilityZone,
      address: this.address,
      roles,
      network: this.network,
      credentialsUrl,
      cgroups: this.host.cgroups,
      context: this.host.context,
    });
    if (this.killed) this.container.kill();
    return this.container;
  }

  private async attachToNetwork(credentialsUrl: string | undefined): Promise<TaskNetwork | undefined> {
    const { address, availabilityZone, taskId } = this;
    const configuration = this.options.service?.vpcConfiguration;
    return (
      configuration &&
      this.host.vpc.attach({ taskId, configuration, availabilityZone, address, credentialsUrl })
    );
  }

  private async exitOf(container: Container): Promise<StopOrder> {
    await container.exited;
    return {
      reason: container.exitReason() ?? 'Essential container in task exited',
      code: 'EssentialContainerExited',
    };
  }

  /** No request is lost: the target is drained before the process is asked to end. */
  private async windDown(container: Container, { reason, code }: StopOrder): Promise<void> {
    await this.report('DEACTIVATING', { desiredStatus: 'STOPPED', stoppedReason: reason, stopCode: code });
    if (this.target)
      await this.host.targets.deregister(this.target, { immediately: code === 'EssentialContainerExited' });
    await this.report('STOPPING');
    await container.stop();
    await this.report('DEPROVISIONING');
  }

  private async admitToRedis(roleArn: string): Promise<void> {
    this.admitted = roleArn;
    // Redis looks again by itself; whether the task gets on until then is its own matter.
    await this.host.redis.admit(roleArn).catch((error: unknown) => this.host.context.log(String(error)));
  }

  private grantCredentials(): string | undefined {
    const { taskRoleArn } = this.options.definition;
    return taskRoleArn ? this.host.credentials.grant(taskRoleArn) : undefined;
  }

  private async reportHealth(healthStatus: HealthStatus): Promise<void> {
    if (healthStatus === this.containerHealth) return;
    this.containerHealth = healthStatus;
    await this.report(this.status, { healthStatus });
  }

  /** A task outlives a failed report: the emulator may be gone, the process must still be stopped. */
  private async report(lastStatus: TaskStatus, more: Partial<TaskState> = {}): Promise<void> {
    await this.tell(lastStatus, more).catch((error: unknown) => this.host.context.log(String(error)));
  }

  /** Nobody looks at a stopped task again: until this is heard its service is not gone, nor its cluster. */
  private async reportStopped(more: Partial<TaskState>): Promise<void> {
    await pRetry(() => this.tell('STOPPED', more), {
      ...untilHeard,
      onFailedAttempt: ({ error }) => this.host.context.log(String(error)),
    }).catch(() => undefined);
  }

  private async tell(lastStatus: TaskStatus, more: Partial<TaskState>): Promise<void> {
    this.status = lastStatus;
    const { clusterName: cluster } = this.options;
    await this.host.emulator.setTaskState({ cluster, taskArn: this.taskArn, lastStatus, ...more });
  }
}

function startFailure(error: unknown): StopOrder {
  const reason = error instanceof TaskStartError ? error.message : `InternalError: ${messageOf(error)}`;
  return { reason, code: 'TaskFailedToStart' };
}
