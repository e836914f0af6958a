import type { RedisEndpoints, RedisReporter } from '../redis/redis-fleet.ts';
import { askEmulator } from './emulator-socket.ts';

export interface TaskState {
  readonly cluster: string;
  readonly taskArn: string;
  readonly lastStatus?: TaskStatus;
  readonly desiredStatus?: 'STOPPED';
  readonly healthStatus?: HealthStatus;
  readonly privateIpv4Address?: string;
  readonly stoppedReason?: string;
  readonly stopCode?: StopCode;
  readonly exitCode?: number;
  readonly containers?: readonly {
    readonly name: string;
    readonly reason?: string;
    readonly exitCode?: number;
  }[];
}

/** The lifecycle of an ECS task, in its order. */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

export type StopCode =
  'TaskFailedToStart' | 'EssentialContainerExited' | 'UserInitiated' | 'ServiceSchedulerInitiated';

export interface DeploymentState {
  readonly cluster: string;
  readonly service: string;
  readonly deploymentId: string;
  readonly rolloutState?: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly reason?: string;
  readonly failedTasks?: number;
  /** Makes the last completed deployment the primary one again. @default false */
  readonly rollback?: boolean;
}

export interface Target {
  readonly id: string;
  readonly port: number;
  readonly availabilityZone: string;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  /** As DescribeTargetHealth answers, e.g. `Target.FailedHealthChecks`. */
  readonly reason?: string;
  readonly description?: string;
}

/** A VPC that was there before the stacks, under ids of our choice. */
export interface ExistingNetwork {
  readonly vpcId: string;
  readonly cidrBlock: string;
  /** The first is the subnet's. */
  readonly routeTableIds: readonly string[];
  readonly securityGroupId: string;
  /** Has the whole range. */
  readonly subnetId: string;
}

/** Tells the emulator what it cannot know: see `emulator/README.md`. */
export class EmulatorApi implements RedisReporter {
  async startTask(request: {
    cluster: string;
    service: string;
    availabilityZone: string;
    deploymentId: string;
  }): Promise<void> {
    await this.call('start-task', request);
  }

  async setTaskState(state: TaskState): Promise<void> {
    await this.call('task-state', state);
  }

  async setDeploymentState(state: DeploymentState): Promise<void> {
    await this.call('deployment-state', state);
  }

  async setTargetHealth(targetGroupArn: string, targets: readonly Target[]): Promise<void> {
    await this.call('target-health', { targetGroupArn, targets });
  }

  /** @param addresses of its nodes, by zone */
  async setLoadBalancerAddresses(
    loadBalancerArn: string,
    addresses: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.call('load-balancer-addresses', { loadBalancerArn, addresses });
  }

  async setEndpoints(report: RedisEndpoints): Promise<void> {
    await this.call('redis-endpoints', report);
  }

  async setPrimary(replicationGroupId: string, primary: string): Promise<void> {
    await this.call('redis-role', { replicationGroupId, primary });
  }

  async createDatabaseNetwork(network: ExistingNetwork): Promise<void> {
    await this.call('database-network', network);
  }

  private async call(verb: string, body: object): Promise<void> {
    const { status, text } = await askEmulator('POST', `/_local-cloud/${verb}`, body);
    if (status !== 200) throw new Error(`emulator refused ${verb}: ${text}`);
  }
}
