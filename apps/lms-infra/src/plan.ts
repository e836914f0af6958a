import { ExitError } from '@edutechbr/cli';
import { stackDependencies, type StackName } from './app.ts';
import { initialize, notDeployed, plan } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/**
 * Shows what a deploy would change. A stack can be planned only when those that it takes values from are deployed.
 *
 * @throws ExitError when something would change and `detailedExitcode` is set.
 */
export async function planStacks(
  workbench: Workbench,
  stacks: readonly StackName[],
  { detailedExitcode = false }: { readonly detailedExitcode?: boolean } = {},
): Promise<void> {
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
  const result =
    changed.length > 0 ? `a deploy would change ${changed.join(', ')}` : 'a deploy would change nothing';
  if (changed.length > 0 && detailedExitcode) throw new ExitError('changesFound', result);
  process.stderr.write(`${result}\n`);
}
