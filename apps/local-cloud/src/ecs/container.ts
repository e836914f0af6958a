import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { HealthStatus } from '../emulator/emulator-api.ts';
import type { Cgroup, CgroupTree } from '../machine/cgroups/index.ts';
import { localUser } from '../machine/local-users.ts';
import type { ChildProcess, PartContext, ProcessExit, ProcessOptions, TaskSnapshot } from '../types.ts';
import { watchContainerHealth } from './container-health.ts';
import { pullImage, type Image } from './image.ts';
import type { TaskNetwork } from '../network/task-network.ts';
import { containerUser } from './container-user.ts';
import { LogDriver } from './log-driver.ts';
import { taskEnvironment } from './task-environment.ts';
import type { TaskRoles } from './task-roles.ts';
import { mountVolumes, type Mount } from './volumes.ts';

export interface ContainerOptions {
  readonly taskId: string;
  readonly taskDefinition: TaskDefinition;
  readonly definition: ContainerDefinition;
  readonly availabilityZone: string;
  readonly address: string;
  readonly roles: TaskRoles;
  /** @default - the task reaches everything */
  readonly network?: TaskNetwork;
  /** @default - the task has no task role */
  readonly credentialsUrl?: string;
  /** @default - no cgroup can be made: the container runs unbounded */
  readonly cgroups?: CgroupTree;
  readonly context: PartContext;
}

/** Default of ECS. */
const STOP_TIMEOUT_SECONDS = 30;

/** A task's one container: a process in a cgroup of its own. */
export class Container {
  readonly exited: Promise<ProcessExit>;
  private readonly options: ContainerOptions;
  private readonly image: Image;
  private readonly env: Record<string, string>;
  private readonly mounts: readonly Mount[];
  private readonly logs: LogDriver;
  private readonly cgroup?: Cgroup;
  private readonly process: ChildProcess;
  private healthChecks = 0;

  /** @throws TaskStartError in ECS's words when image, volumes, secrets or log group are not as the definition says, or out of reach */
  static async start(options: ContainerOptions): Promise<Container> {
    const { taskDefinition, definition, availabilityZone, taskId, roles, network, context } = options;
    const image = await pullImage(
      definition.image ?? '',
      context.folders.workspace,
      roles.execution,
      network,
    );
    const mounts = await mountVolumes(taskDefinition, definition, {
      availabilityZone,
      stateFolder: context.folders.state,
      role: roles.task,
      network,
    });
    const env = await taskEnvironment(definition, {
      ...options,
      role: roles.execution,
      mounts,
      caFile: context.certificates.caFile,
    });
    const logs = await LogDriver.open(definition, taskId, { role: roles.execution, network }, (error) =>
      context.log(`logs of ${taskId}: ${String(error)}`),
    );
    return new Container(options, image, env, mounts, logs);
  }

  private constructor(
    options: ContainerOptions,
    image: Image,
    env: Record<string, string>,
    mounts: readonly Mount[],
    logs: LogDriver,
  ) {
    this.options = options;
    this.image = image;
    this.env = env;
    this.mounts = mounts;
    this.logs = logs;
    this.cgroup = this.createCgroup();
    this.process = this.run('', this.mainCommand(), (line) => logs.write(line));
    this.exited = this.process.exited;
  }

  /** Its processes, measured, for the metrics. */
  snapshot(): Pick<TaskSnapshot, 'pid' | 'usage' | 'mounts'> {
    return { pid: this.process.pid, usage: this.cgroup?.usage(), mounts: this.mounts };
  }

  /** Follows the definition's health check until `signal` aborts; without one there is nothing to tell. */
  watchHealth(onStatus: (status: HealthStatus) => void, signal: AbortSignal): void {
    const { healthCheck } = this.options.definition;
    if (healthCheck)
      void watchContainerHealth(
        healthCheck,
        (command, seconds) => this.succeeds(command, seconds),
        onStatus,
        signal,
      );
  }

  /** SIGTERM, and SIGKILL after the definition's stop timeout. */
  async stop(): Promise<void> {
    await this.process.stop('SIGTERM', this.options.definition.stopTimeout ?? STOP_TIMEOUT_SECONDS);
  }

  /** Ends it without a chance to clean up. */
  kill(): void {
    this.process.kill('SIGKILL');
  }

  /** @returns why the container ended, in ECS's words, where ECS says more than its exit code */
  exitReason(): string | undefined {
    return this.cgroup?.hasRunOutOfMemory()
      ? 'OutOfMemoryError: Container killed due to memory usage'
      : undefined;
  }

  /** Leaves nothing of an ended container but its logs in CloudWatch. */
  async remove(): Promise<void> {
    await this.logs.close();
    await this.cgroup?.remove();
  }

  private createCgroup(): Cgroup | undefined {
    const { taskDefinition, definition, taskId, cgroups } = this.options;
    // A container may have a hard limit of its own below the task's.
    const memoryMiB = definition.memory || Number(taskDefinition.memory);
    const limits = { cpuUnits: Number(taskDefinition.cpu), memoryMiB };
    return cgroups?.create(taskId, limits);
  }

  /** Only a daemon that is root can make a process somebody else; the folders themselves say the rest (PosixFolder). */
  private identity(): Pick<ProcessOptions, 'user' | 'visible'> {
    const own = localUser('task');
    if (!own) return {};
    const { definition, network, context } = this.options;
    return {
      user: this.mounts.find(({ user }) => user)?.user ?? containerUser(definition) ?? own,
      visible: [
        { path: process.execPath },
        { path: context.certificates.caFile },
        { path: this.image.workingFolder },
        ...(network?.files ?? []).map((path) => ({ path })),
        ...this.mounts.map(({ folder, readOnly }) => ({ path: folder, writable: !readOnly })),
      ],
    };
  }

  private mainCommand(): readonly string[] {
    const { entryPoint = [], command = [] } = this.options.definition;
    return entryPoint.length + command.length > 0 ? [...entryPoint, ...command] : this.image.command;
  }

  private async succeeds(command: readonly string[], seconds: number): Promise<boolean> {
    const check = this.run(`-health-check-${this.healthChecks++}`, command, () => undefined);
    const timer = setTimeout(() => check.kill('SIGKILL'), seconds * 1000);
    const { code } = await check.exited;
    clearTimeout(timer);
    return code === 0;
  }

  private run(
    suffix: string,
    [command = '', ...args]: readonly string[],
    onLine: (line: string) => void,
  ): ChildProcess {
    return this.options.context.processes.start({
      name: `task-${this.options.taskId}${suffix}`,
      command,
      args,
      env: this.env,
      cwd: this.image.workingFolder,
      ...this.identity(),
      cgroups: this.cgroup?.folders,
      onLine,
    });
  }
}
