import { ExitError } from '@edutechbr/cli';
import { stackDependencies, stackNames, type StackName } from './app.ts';
import { refuseToMoveSubnets } from './deployed-subnets.ts';
import { describeChanges } from './planned-changes.ts';
import { notDeployed, plan, readState } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/**
 * Shows what a deploy would change. A stack can be planned only when those that it takes values from are deployed.
 *
 * @throws ExitError that names what would change, when something would and `detailedExitcode` is set; or when subnets would move.
 */
export async function planStacks(
  workbench: Workbench,
  stacks: readonly StackName[],
  { detailedExitcode = false }: { readonly detailedExitcode?: boolean } = {},
): Promise<void> {
  const absent = await notDeployed(workbench, withDependencies(stacks));
  refuseToMoveSubnets(workbench.stage, await readState(workbench, 'network'));
  const changes: string[] = [];
  for (const stack of stacks) {
    const missing = stackDependencies[stack].filter((dependency) => absent.includes(dependency));
    if (missing.length > 0) {
      process.stderr.write(`${stack}: to be created once ${missing.join(', ')} is deployed\n`);
      changes.push(stack);
      continue;
    }
    const planned = await plan(workbench, stack);
    if (planned.length > 0) changes.push(`${stack} (${describeChanges(planned)})`);
  }
  const result =
    changes.length > 0 ? `a deploy would change ${changes.join(', ')}` : 'a deploy would change nothing';
  if (changes.length > 0 && detailedExitcode) throw new ExitError('changesFound', result);
  process.stderr.write(`${result}\n`);
}

function withDependencies(stacks: readonly StackName[]): StackName[] {
  const needed = stacks.flatMap((stack) => [stack, ...stackDependencies[stack]]);
  return stackNames.filter((stack) => needed.includes(stack));
}
