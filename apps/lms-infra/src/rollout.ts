import {
  DescribeServicesCommand,
  ECSClient,
  UpdateServiceCommand,
  type Deployment,
  type Service,
} from '@aws-sdk/client-ecs';
import { ExitError } from '@edutechbr/cli';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsSettings } from './aws.ts';
import { distinctReasons, TaskFailures, type ServiceName } from './task-failures.ts';
import type { Workbench } from './workbench.ts';

const SECONDS_BETWEEN_LOOKS = 5;
const MINUTES_TO_COMPLETE = 15;

export interface ExpectedRollout extends ServiceName {
  /** What Terraform wants to run: a service that was rolled back runs another. */
  readonly taskDefinitionArn: string;
}

/** Tells the deployment of a service that is waited for from its others. */
type IsWanted = (deployment: Deployment) => boolean;

type Verdict =
  | { readonly state: 'completed' | 'running'; readonly progress: string }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * Waits until ECS has rolled out what Terraform deployed: `terraform apply` passes as soon as the service is told.
 *
 * @throws ExitError when the rollout failed, was rolled back or takes too long, with the reasons of its tasks.
 */
export async function waitForRollout(workbench: Workbench, expected: ExpectedRollout): Promise<void> {
  const { taskDefinitionArn } = expected;
  return waitForDeployment(
    workbench,
    expected,
    ({ taskDefinition }) => taskDefinition === taskDefinitionArn,
    new Date(),
  );
}

/**
 * Replaces the tasks of the service by new ones of the same task definition, which meet what has been deployed since
 * the old ones were started.
 *
 * @throws ExitError when the new tasks fail, with their reasons.
 */
export async function restartTasks(workbench: Workbench, service: ServiceName): Promise<void> {
  const { cluster, serviceName } = service;
  // Of whole seconds, as the times of tasks are on this machine: those of this second count.
  const start = new Date(Math.floor(Date.now() / 1000) * 1000);
  const { service: told } = await new ECSClient(awsSettings(workbench.stage)).send(
    new UpdateServiceCommand({ cluster, service: serviceName, forceNewDeployment: true }),
  );
  const deploymentId = told?.deployments?.find(({ status }) => status === 'PRIMARY')?.id;
  await waitForDeployment(workbench, service, ({ id }) => id === deploymentId, start);
}

/** Whether the service runs one deployment, completely: nothing is rolled out or back. */
export async function isSteady(
  { stage }: Workbench,
  { cluster, serviceName }: ServiceName,
): Promise<boolean> {
  const { services: [service] = [] } = await new ECSClient(awsSettings(stage)).send(
    new DescribeServicesCommand({ cluster, services: [serviceName] }),
  );
  const { deployments: [deployment, ...others] = [], runningCount, desiredCount } = service ?? {};
  return others.length === 0 && deployment?.rolloutState === 'COMPLETED' && runningCount === desiredCount;
}

async function waitForDeployment(
  { stage, signal }: Workbench,
  { cluster, serviceName }: ServiceName,
  isWanted: IsWanted,
  start: Date,
): Promise<void> {
  const ecs = new ECSClient(awsSettings(stage));
  const failures = new TaskFailures(stage, { cluster, serviceName });
  for (let looks = 0; Date.now() - start.getTime() < MINUTES_TO_COMPLETE * 60_000; looks++) {
    const { services = [] } = await ecs.send(
      new DescribeServicesCommand({ cluster, services: [serviceName] }),
    );
    const verdict = judgeRollout(services[0], isWanted);
    // Remembered from now on: a target that is being taken away is ill no more.
    await failures.unhealthyTargets();
    if (verdict.state === 'failed') {
      const reasons = await explainFailures(failures, start);
      throw new ExitError('deployFailed', [`${serviceName}: ${verdict.reason}`, ...reasons].join('; '));
    }
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

/** Why tasks that were created since then failed, and what the load balancer finds wrong with those that run. */
export async function explainFailures(failures: TaskFailures, start: Date): Promise<string[]> {
  const reasons = distinctReasons(await failures.since(start));
  return [...reasons, ...(await failures.unhealthyTargets())];
}

/** What a service's deployments say about the one that should be running. */
export function judgeRollout(service: Service | undefined, isWanted: IsWanted): Verdict {
  if (service?.status !== 'ACTIVE') return { state: 'failed', reason: `is ${service?.status ?? 'missing'}` };
  const { deployments = [], events = [] } = service;
  const wanted = deployments.find(isWanted);
  const lastEvents = events.slice(0, 3).map(({ message }) => message);
  if (wanted?.rolloutState === 'FAILED')
    return {
      state: 'failed',
      reason: [`rollout failed: ${wanted.rolloutStateReason}`, ...lastEvents].join('; '),
    };
  if (wanted?.status !== 'PRIMARY')
    return { state: 'failed', reason: ['the deployment was rolled back', ...lastEvents].join('; ') };
  const { rolloutState = 'IN_PROGRESS', runningCount = 0, desiredCount = 0, failedTasks = 0 } = wanted;
  const failed = failedTasks > 0 ? `, ${failedTasks} failed` : '';
  const progress = `rollout ${rolloutState}, ${runningCount} of ${desiredCount} tasks running${failed}`;
  return { state: rolloutState === 'COMPLETED' ? 'completed' : 'running', progress };
}
