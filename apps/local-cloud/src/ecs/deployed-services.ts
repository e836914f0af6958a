import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
  paginateListServices,
  type Service,
  type Task,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { awsClientSettings } from '../aws-clients.ts';

const ecs = new ECSClient(awsClientSettings);
const ec2 = new EC2Client(awsClientSettings);

/** What the API says is wished; everything that never changes is asked for once. */
export class DeployedServices {
  private readonly definitions = new Map<string, TaskDefinition>();
  private readonly zones = new Map<string, string[]>();

  async clusters(): Promise<string[]> {
    const { clusterArns = [] } = await ecs.send(new ListClustersCommand());
    return clusterArns.map((arn) => nameOf(arn));
  }

  /** Active and draining ones. */
  async services(cluster: string): Promise<Service[]> {
    const all: Service[] = [];
    for await (const { serviceArns = [] } of paginateListServices({ client: ecs }, { cluster })) {
      if (serviceArns.length === 0) continue;
      const { services = [] } = await ecs.send(
        new DescribeServicesCommand({ cluster, services: serviceArns }),
      );
      all.push(...services);
    }
    return all;
  }

  /** Tasks that should run, and those among `taskArns`. */
  async tasks(cluster: string, taskArns: readonly string[]): Promise<Task[]> {
    const { taskArns: wanted = [] } = await ecs.send(
      new ListTasksCommand({ cluster, desiredStatus: 'RUNNING' }),
    );
    const all = [...new Set([...wanted, ...taskArns])];
    if (all.length === 0) return [];
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: all }));
    return tasks;
  }

  async taskDefinition(arn: string): Promise<TaskDefinition> {
    const known = this.definitions.get(arn);
    if (known) return known;
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
    if (!taskDefinition) throw new Error(`no task definition ${arn}`);
    this.definitions.set(arn, taskDefinition);
    return taskDefinition;
  }

  /** Zones of the service's subnets, in their alphabetical order. */
  async zonesOf({ networkConfiguration }: Service): Promise<string[]> {
    const SubnetIds = networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
    const key = SubnetIds.join(' ');
    const known = this.zones.get(key);
    if (known) return known;
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
    const zones = [...new Set(Subnets.map(({ AvailabilityZone = '' }) => AvailabilityZone))].sort();
    this.zones.set(key, zones);
    return zones;
  }
}

/** The last part of an ARN or of a path. */
const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;
