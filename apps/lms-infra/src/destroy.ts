import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ExitError } from '@edutechbr/cli';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stackNames, type StackName } from './app.ts';
import { awsSettings } from './aws.ts';
import { cdktf } from './cdktf.ts';
import { logGroupType } from './inventory/find-observability.ts';
import { describeResources, takeInventory, type NamedResource } from './inventory/inventory.ts';
import { keysOfDeployment, keysPendingDeletion } from './keys.ts';
import { outputsFile } from './outputs.ts';
import { secretVersions } from './secret-versions.ts';
import { managedAddresses, readState } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/** AWS answers some lists late; what is still there after this time is left behind. */
const SECONDS_TO_DISAPPEAR = 120;

/**
 * Destroys stacks by cdktf, then looks at what really happened: nothing of the deployment is left, except keys that
 * AWS keeps for days, and what existed before is unchanged.
 *
 * @throws ExitError that names what is left.
 */
export async function destroy(workbench: Workbench, stacks: readonly StackName[]): Promise<void> {
  const { stage } = workbench;
  const keys = await keysOfDeployment(stage);
  const secretBefore = await secretVersions(stage);

  await rm(outputsFile(workbench), { force: true });
  await cdktf(workbench, 'destroy', stacks);
  for (const stack of stacks) {
    const left = managedAddresses(await readState(workbench, stack));
    if (left.length > 0) throw new ExitError('deployFailed', `stack ${stack} still has ${left.join(', ')}`);
  }
  if (stacks.length < stackNames.length) return;

  await expectNothingLeft(workbench);
  if ((await secretVersions(stage)) !== secretBefore)
    throw new ExitError('deployFailed', `the existing secret ${stage.database.secretName} was changed`);
  await removeState(workbench);
  process.stderr.write(
    `Nothing is left of ${stage.name}-${stage.environmentSuffix}. The database secret is unchanged.\n`,
  );
  for (const { keyId, deletionDate } of await keysPendingDeletion(stage, keys))
    process.stderr.write(`AWS deletes key ${keyId} on ${deletionDate}, as it must keep it for 7 days.\n`);
}

async function expectNothingLeft({ stage, signal }: Workbench): Promise<void> {
  const start = Date.now();
  let { own: left } = await takeInventory(stage);
  while (left.length > 0 && Date.now() - start < SECONDS_TO_DISAPPEAR * 1000) {
    process.stderr.write(`Still there: ${describeResources(left)}\n`);
    // Container Insights and flow logs write their last events after Terraform deleted the group, which makes it anew.
    await deleteLogGroups(left, awsSettings(stage));
    await sleep(5000, undefined, { signal });
    ({ own: left } = await takeInventory(stage));
  }
  if (left.length > 0) throw new ExitError('deployFailed', `left behind: ${describeResources(left)}`);
}

async function deleteLogGroups(left: readonly NamedResource[], settings: ReturnType<typeof awsSettings>) {
  const logs = new CloudWatchLogsClient(settings);
  for (const { type, name } of left)
    if (type === logGroupType) await logs.send(new DeleteLogGroupCommand({ logGroupName: name }));
}

async function removeState({ stage, projectRoot }: Workbench): Promise<void> {
  const state = join(projectRoot, 'state', `${stage.name}-${stage.environmentSuffix}`);
  if (stage.backend.type === 'local') await rm(state, { recursive: true, force: true });
}
