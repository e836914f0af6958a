import { ExitError } from '@edutechbr/cli';
import { stackDependencies, type StackName } from './app.ts';
import { initialize, managedAddresses, plan, readState } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/**
 * Shows what a deploy would change. A stack can be planned only when those that it takes values from are deployed.
 *
 * @throws ExitError when something would change.
 */
export async function planStacks(workbench: Workbench, stacks: readonly StackName[]): Promise<void> {
  const changed: StackName[] = [];
  for (const stack of stacks) {
    const missing = await notDeployed(workbench, stackDependencies[stack]);
    if (missing.length > 0) {
      process.stderr.write(`${stack}: to be created once ${missing.join(', ')} is deployed\n`);
      changed.push(stack);
      continue;
    }
    await initialize(workbench, stack);
    if (await plan(workbench, stack)) changed.push(stack);
  }
  if (changed.length > 0) throw new ExitError('changesFound', `a deploy would change ${changed.join(', ')}`);
}

async function notDeployed(workbench: Workbench, stacks: readonly StackName[]): Promise<StackName[]> {
  const missing: StackName[] = [];
  for (const stack of stacks) {
    await initialize(workbench, stack);
    if (managedAddresses(await readState(workbench, stack)).length === 0) missing.push(stack);
  }
  return missing;
}
