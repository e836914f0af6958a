import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { Names } from '@edutechbr/foundation';
import { examWindowAt } from '@edutechbr/service';
import { awsSettings } from './aws.ts';
import type { Stage } from './stage.ts';

/**
 * Gives a service with exam windows the fewest tasks that the stage says for this moment. The windows move that number, so Terraform
 * leaves it alone, and a new `minTasks` would wait for the end of the next window.
 */
export async function setFewestTasks(stage: Stage): Promise<void> {
  if (stage.examWindows.length === 0) return;
  const names = new Names(stage);
  const kind = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
  const ResourceId = `service/${names.name('ecs-cluster')}/${names.name('ecs-service')}`;
  const client = new ApplicationAutoScalingClient(awsSettings(stage));
  const { ScalableTargets: [found] = [] } = await client.send(
    new DescribeScalableTargetsCommand({ ...kind, ResourceIds: [ResourceId] }),
  );
  const MinCapacity = fewestTasksAt(stage, new Date());
  if (!found || found.MinCapacity === MinCapacity) return;
  process.stderr.write(`The fewest tasks are ${MinCapacity} from now on, and were ${found.MinCapacity}.\n`);
  await client.send(new RegisterScalableTargetCommand({ ...kind, ResourceId, MinCapacity }));
}

/** What the stage says for a moment: an exam window's, or that of all other hours. */
export function fewestTasksAt(
  { scaling, examWindows }: Pick<Stage, 'scaling' | 'examWindows'>,
  moment: Date,
): number {
  return (examWindowAt(examWindows, moment) ?? scaling).minTasks;
}
