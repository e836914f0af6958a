import { DescribeServicesCommand, UpdateServiceCommand, type ECSClient } from '@aws-sdk/client-ecs';

export interface ServiceCapacity {
  readonly desiredCount: number;
  readonly runningCount: number;
  /** A deployment is in progress. */
  readonly deploying: boolean;
}

/** What Application Auto Scaling reads from and asks of ECS. `resourceId`: `service/<cluster>/<service>`. */
export interface ScalableServices {
  /** @returns undefined when there is no such active service */
  describe(resourceId: string): Promise<ServiceCapacity | undefined>;
  setDesiredCount(resourceId: string, desiredCount: number): Promise<void>;
}

export class EcsServices implements ScalableServices {
  private readonly ecs: ECSClient;

  constructor(ecs: ECSClient) {
    this.ecs = ecs;
  }

  async describe(resourceId: string): Promise<ServiceCapacity | undefined> {
    const { cluster, service } = parse(resourceId);
    const { services = [] } = await this.ecs
      .send(new DescribeServicesCommand({ cluster, services: [service] }))
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ClusterNotFoundException') return { services: [] };
        throw error;
      });
    const [found] = services;
    if (found?.status !== 'ACTIVE') return undefined;
    const deployments = found.deployments ?? [];
    return {
      desiredCount: found.desiredCount ?? 0,
      runningCount: found.runningCount ?? 0,
      deploying:
        deployments.length > 1 || deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS'),
    };
  }

  async setDesiredCount(resourceId: string, desiredCount: number): Promise<void> {
    await this.ecs.send(new UpdateServiceCommand({ ...parse(resourceId), desiredCount }));
  }
}

function parse(resourceId: string): { cluster: string; service: string } {
  const [, cluster = '', service = ''] = resourceId.split('/');
  return { cluster, service };
}
