import {
  DescribeScalableTargetsCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';

type ServiceName = Pick<StageOutputs, 'clusterName' | 'serviceName'>;

/** The service as Application Auto Scaling names it. */
export const scalableResource = ({ clusterName, serviceName }: ServiceName) =>
  ({ ServiceNamespace: 'ecs', ResourceId: `service/${clusterName}/${serviceName}` }) as const;

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
