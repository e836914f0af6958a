import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { ExitError } from '@edutechbr/cli';
import type { Settings } from '../settings.ts';
import { lmsContainer } from './service.ts';

/**
 * Looks whether the deployed LMS opens the stores that the workload compares.
 *
 * @throws ExitError (wrong usage) with the setting of the stage that opens them.
 */
export function requireSessionStores(
  { stage, workload }: Pick<Settings, 'stage' | 'workload'>,
  taskDefinition: TaskDefinition,
): void {
  if (!workload.needsSessionsInPostgresql) return;
  const { environment = [] } = lmsContainer(taskDefinition);
  const stores = environment.find(({ name }) => name === 'SESSION_STORES')?.value ?? 'redis';
  if (stores.split(',').includes('postgresql')) return;
  throw new ExitError(
    'wrongUsage',
    `the workload ${workload.name} keeps sessions in PostgreSQL, which stage ${stage} does not allow: set ` +
      `sessionStores: ['redis', 'postgresql'] in apps/lms-infra/src/stages/${stage}.ts and deploy it`,
  );
}
