import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The AWS provider's hashes for the machines that deploy to AWS. `lms-infra:update-provider-lock` writes it. */
export const providerLock = (projectRoot: string): string => join(projectRoot, 'aws-provider.lock.hcl');

/** Where Terraform looks for it. */
const LOCK = '.terraform.lock.hcl';

/**
 * Gives a synthesized stack of an AWS stage the lock that is committed. What this machine's own stage has left there names another
 * provider, and goes: Terraform would refuse it.
 */
export function placeProviderLock(projectRoot: string, stackFolder: string): void {
  const place = join(stackFolder, LOCK);
  if (existsSync(providerLock(projectRoot))) copyFileSync(providerLock(projectRoot), place);
  else rmSync(place, { force: true });
}
