import { DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs';
import { ExitError } from '@edutechbr/cli';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsSettings } from './aws.ts';
import type { Workbench } from './workbench.ts';

const SECONDS_BETWEEN_LOOKS = 5;
const MINUTES_TO_COMPLETE = 15;

export interface ExpectedRollout {
  readonly cluster: string;
  readonly serviceName: string;
  /** What Terraform wants to run: a service that was rolled back runs another. */
  readonly taskDefinitionArn: string;
}

type Verdict =
  | { readonly state: 'completed' | 'running'; readonly progress: string }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * Waits until ECS has rolled out what Terraform deployed: `terraform apply` passes as soon as the service is told.
 *
 * @throws ExitError when the rollout failed, was rolled back or takes too long.
 */
export async function waitForRollout({ stage, signal }: Workbench, expected: ExpectedRollout): Promise<void> {
  const ecs = new ECSClient(awsSettings(stage));
  const { cluster, serviceName } = expected;
  const start = Date.now();
  for (let looks = 0; Date.now() - start < MINUTES_TO_COMPLETE * 60_000; looks++) {
    const { services = [] } = await ecs.send(
      new DescribeServicesCommand({ cluster, services: [serviceName] }),
    );
    const verdict = judgeRollout(services[0], expected.taskDefinitionArn);
    if (verdict.state === 'failed') throw new ExitError('deployFailed', `${serviceName}: ${verdict.reason}`);
    if (verdict.state === 'completed' || looks % 2 === 0)
      process.stderr.write(`${serviceName}: ${verdict.progress}\n`);
    if (verdict.state === 'completed') return;
    await sleep(SECONDS_BETWEEN_LOOKS * 1000, undefined, { signal });
  }
  throw new ExitError(
    'deployFailed',
    `${serviceName} was not rolled out within ${MINUTES_TO_COMPLETE} minutes`,
  );
}

/** What a service's deployments say about the task definition that should be running. */
export function judgeRollout(service: Service | undefined, taskDefinitionArn: string): Verdict {
  if (service?.status !== 'ACTIVE') return { state: 'failed', reason: `is ${service?.status ?? 'missing'}` };
  const { deployments = [], events = [] } = service;
  const wanted = deployments.find(({ taskDefinition }) => taskDefinition === taskDefinitionArn);
  const lastEvents = events.slice(0, 3).map(({ message }) => message);
  if (wanted?.rolloutState === 'FAILED')
    return {
      state: 'failed',
      reason: [`rollout failed: ${wanted.rolloutStateReason}`, ...lastEvents].join('; '),
    };
  if (wanted?.status !== 'PRIMARY')
    return { state: 'failed', reason: ['the deployment was rolled back', ...lastEvents].join('; ') };
  const { rolloutState = 'IN_PROGRESS', runningCount = 0, desiredCount = 0, failedTasks = 0 } = wanted;
  const failures = failedTasks > 0 ? `, ${failedTasks} failed` : '';
  const progress = `rollout ${rolloutState}, ${runningCount} of ${desiredCount} tasks running${failures}`;
  return { state: rolloutState === 'COMPLETED' ? 'completed' : 'running', progress };
}
