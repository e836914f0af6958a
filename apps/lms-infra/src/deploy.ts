import { ExitError } from '@edutechbr/cli';
import { z } from 'zod';
import { stackNames, type StackName } from './app.ts';
import { cdktf } from './cdktf.ts';
import { refuseToMoveSubnets } from './deployed-subnets.ts';
import { setFewestTasks } from './fewest-tasks.ts';
import { refreshOutputs } from './outputs.ts';
import { waitForRollout } from './rollout.ts';
import { readSynthesized } from './synthesized-stack.ts';
import { initialize, managedAddresses, readState, type TerraformState } from './terraform.ts';
import { watchingTasks } from './watch-tasks.ts';
import type { Workbench } from './workbench.ts';

/**
 * Deploys stacks by cdktf, then looks at what really happened.
 *
 * @throws ExitError when it would move subnets, when a stack is incomplete or the service does not run what was deployed.
 */
export async function deploy(workbench: Workbench, stacks: readonly StackName[]): Promise<void> {
  if (stacks.includes('network')) {
    await initialize(workbench, ['network']);
    refuseToMoveSubnets(workbench.stage, await readState(workbench, 'network'));
  }
  const apply = async () => {
    // cdktf knows the order of all stacks; some of them it would deploy side by side, each with the others' old values.
    const steps = stacks.length === stackNames.length ? [stacks] : stacks.map((stack) => [stack]);
    for (const step of steps) await cdktf(workbench, 'deploy', step);
  };
  await (stacks.includes('service') ? watchingTasks(workbench.stage, apply) : apply());
  for (const stack of stacks) {
    const state = await readState(workbench, stack);
    const missing = missingResources(await synthesizedAddresses(workbench, stack), state);
    if (missing.length > 0)
      throw new ExitError('deployFailed', `stack ${stack} is incomplete: ${missing.join(', ')}`);
    if (stack === 'service') {
      await waitForRollout(workbench, expectedRollout(state));
      await setFewestTasks(workbench.stage);
    }
  }
  await refreshOutputs(workbench, stacks);
}

/** What was synthesized and is not in the state, or is there as a resource that failed half-way. */
export function missingResources(synthesized: readonly string[], state: TerraformState): string[] {
  const tainted = state.resources
    .filter(({ instances }) => instances.some(({ status }) => status === 'tainted'))
    .map(({ type, name }) => `${type}.${name}`);
  const managed = managedAddresses(state);
  return synthesized.filter((address) => !managed.includes(address) || tainted.includes(address));
}

async function synthesizedAddresses({ projectRoot }: Workbench, stack: StackName): Promise<string[]> {
  const { resource } = await readSynthesized(projectRoot, stack);
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
}

const serviceSchema = z.object({ name: z.string(), cluster: z.string(), task_definition: z.string() });

function expectedRollout({ resources }: TerraformState) {
  const service = serviceSchema.parse(
    resources.find(({ type }) => type === 'aws_ecs_service')?.instances[0]?.attributes,
  );
  return { cluster: service.cluster, serviceName: service.name, taskDefinitionArn: service.task_definition };
}
