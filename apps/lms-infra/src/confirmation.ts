import { ExitError } from '@edutechbr/cli';
import type { StackName } from './app.ts';
import type { Stage } from './stage.ts';

/** What nobody gets back once the stack is destroyed. */
const losses: Readonly<Record<StackName, string>> = {
  network: 'the network with its flow logs',
  cache: "the students' sessions and the snapshots of Redis",
  storage: 'the course content on EFS, of which there is no backup',
  edge: 'the load balancer, its DNS name and its access logs',
  service: 'the LMS, its logs and its alarms',
};

/**
 * Outside of this machine, whoever destroys a deployment names it.
 *
 * @throws ExitError 2 that says what will be lost and how to confirm it.
 */
export function requireConfirmation(
  { name, environmentSuffix }: Pick<Stage, 'name' | 'environmentSuffix'>,
  stacks: readonly StackName[],
  confirmed: string | undefined,
): void {
  const deployment = `${name}-${environmentSuffix}`;
  if (confirmed === deployment || (confirmed === undefined && name === 'local')) return;
  const got = confirmed === undefined ? '' : `, got ${JSON.stringify(confirmed)}`;
  const lost = stacks.map((stack) => losses[stack]).join('; ');
  throw new ExitError(
    'wrongUsage',
    `a destroy of ${deployment} must be confirmed with "--confirm ${deployment}"${got}. What is lost for good: ${lost}. ` +
      `The database and its secret stay`,
  );
}
