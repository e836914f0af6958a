import {
  DescribeScalableTargetsCommand,
  paginateDescribeScheduledActions,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';

type ServiceName = Pick<StageOutputs, 'clusterName' | 'serviceName'>;

/** The service as Application Auto Scaling names it. */
export const scalableResource = ({ clusterName, serviceName }: ServiceName) =>
  ({ ServiceNamespace: 'ecs', ResourceId: `service/${clusterName}/${serviceName}` }) as const;

/** What of it is scaled. */
export const scalableDimension = (service: ServiceName) =>
  ({ ...scalableResource(service), ScalableDimension: 'ecs:service:DesiredCount' }) as const;

/** The most tasks that an exam window of the stage asks for; undefined where none asks for more than `minTasks`. */
export async function readExamTasks(
  { autoScaling }: Pick<Clients, 'autoScaling'>,
  outputs: ServiceName,
  minTasks: number,
): Promise<number | undefined> {
  const raised: number[] = [];
  const request = scalableDimension(outputs);
  for await (const page of paginateDescribeScheduledActions({ client: autoScaling }, request))
    for (const { ScalableTargetAction: { MinCapacity = 0 } = {} } of page.ScheduledActions ?? [])
      if (MinCapacity > minTasks) raised.push(MinCapacity);
  return raised.length === 0 ? undefined : Math.max(...raised);
}

/** @returns undefined when the service does not scale */
export async function readScalableTarget(
  { autoScaling }: Pick<Clients, 'autoScaling'>,
  outputs: ServiceName,
): Promise<ScalableTarget | undefined> {
  const { ServiceNamespace, ResourceId } = scalableResource(outputs);
  const { ScalableTargets: [target] = [] } = await autoScaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace, ResourceIds: [ResourceId] }),
  );
  return target;
}
