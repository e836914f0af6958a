import { join } from 'node:path';
import { stopLocalCloud, type Workbench } from '../workbench.ts';
import { endLeftProcesses } from './left-processes.ts';
import { removeAbandonedLocks } from './state-locks.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Recognises what a killed command has left: processes, which are ended, and locks of local states. When Terraform itself
 * was killed while it changed the local stage, nobody knows what is there: the local cloud is stopped, and all is gone.
 *
 * @throws ExitError 3 when a Terraform that is not ours holds a lock.
 */
export async function cleanUpAfterKilled(workbench: Workbench): Promise<void> {
  const { stage, projectRoot } = workbench;
  const ended = await endLeftProcesses(projectRoot);
  if (ended.length > 0) say(`ended what a killed command had left: ${ended.join(', ')}`);
  if (stage.backend.type !== 'local') return;
  const deployment = `${stage.name}-${stage.environmentSuffix}`;
  const locks = removeAbandonedLocks(join(projectRoot, 'state', deployment));
  const broken = locks.filter(({ changing }) => changing).map(({ stack }) => stack);
  if (locks.length > 0)
    say(`removed the locks that a killed Terraform had left: ${locks.map(({ stack }) => stack).join(', ')}`);
  if (broken.length === 0 || stage.name !== 'local') return;
  say(`${broken.join(', ')} may hold what its state does not know: the local cloud is emptied`);
  await stopLocalCloud(workbench);
}
