import { ExitError } from '@edutechbr/cli';
import type { Request } from './arguments.ts';
import type { BootstrapSettings } from './settings.ts';

/**
 * Outside of this machine, whoever sets an account up or takes that back names it: the roles with which everything else is
 * deployed change here, and the states of all deployments can be lost.
 *
 * @throws ExitError 2 when none is named, or another.
 */
export function requireConfirmation(
  { verb, confirm }: Request,
  { accountId, awsEndpoint }: Pick<BootstrapSettings, 'accountId' | 'awsEndpoint'>,
): void {
  if (confirm === accountId || (confirm === undefined && awsEndpoint !== undefined)) return;
  if (confirm !== undefined)
    throw new ExitError(
      'wrongUsage',
      `confirm must be the account ${accountId}, got ${JSON.stringify(confirm)}`,
    );
  const lost =
    verb === 'destroy' ? '. What is lost for good: the states of all deployments, and the images' : '';
  throw new ExitError(
    'wrongUsage',
    `a change of the account must be confirmed: "npx nx run bootstrap:${verb} --confirm ${accountId}"${lost}`,
  );
}
