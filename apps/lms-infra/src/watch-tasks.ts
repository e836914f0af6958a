import { Names } from '@edutechbr/foundation';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainFailures } from './rollout.ts';
import { TaskFailures, type ServiceName } from './task-failures.ts';
import type { Stage } from './stage.ts';

const SECONDS_BETWEEN_LOOKS = 5;

/** The deployment's service, by the names that the service stack gives. */
export function serviceOf({ environmentSuffix }: Stage): ServiceName {
  const names = new Names({ environmentSuffix });
  return { cluster: names.name('ecs-cluster'), serviceName: names.name('ecs-service') };
}

/**
 * Does something that makes ECS start tasks, and says of each task that fails meanwhile why it did: Terraform waits in
 * silence for a service that does not become steady.
 *
 * @throws what that throws, with the tasks' reasons added to its message.
 */
export async function watchingTasks(stage: Stage, act: () => Promise<void>): Promise<void> {
  const start = new Date();
  const failures = new TaskFailures(stage, serviceOf(stage));
  const finished = new AbortController();
  const watching = report(failures, start, finished.signal);
  try {
    await act();
  } catch (error) {
    const reasons = await explainFailures(failures, start).catch(() => []);
    if (error instanceof Error && reasons.length > 0) error.message = [error.message, ...reasons].join('; ');
    throw error;
  } finally {
    finished.abort();
    await watching;
  }
}

async function report(failures: TaskFailures, start: Date, finished: AbortSignal): Promise<void> {
  const told = new Set<string>();
  while (!finished.aborted) {
    // There is no service yet when it is deployed for the first time.
    const failed = await failures.since(start).catch(() => []);
    const news = failed.filter(({ taskArn, ended }) => ended && !told.has(taskArn));
    for (const { taskArn, reason } of news) {
      process.stderr.write(`${reason}\n`);
      told.add(taskArn);
    }
    await failures.unhealthyTargets().catch(() => []);
    await sleep(SECONDS_BETWEEN_LOOKS * 1000, undefined, { signal: finished }).catch(() => undefined);
  }
}
