import { lastingProblem, watchingParts } from '@edutechbr/cli';
import { stackNames, type StackName } from './app.ts';
import { destroy } from './destroy.ts';
import { workspaceRoot } from './project-root.ts';
import { stopLocalCloud, type Workbench } from './workbench.ts';

/** Destroys; where a part of the local cloud cannot run, what is there ends with the local cloud itself. */
export async function destroyOrStop(workbench: Workbench, stacks: readonly StackName[]): Promise<void> {
  try {
    await whileItWorks(workbench, (watched) => destroy(watched, stacks));
  } catch (error) {
    workbench.signal.throwIfAborted();
    const problem = workbench.stage.name === 'local' ? lastingProblem(workspaceRoot) : undefined;
    if (problem === undefined || stacks.length < stackNames.length) throw error;
    process.stderr.write(
      `${problem}\nThe local cloud is stopped instead: all that is deployed ends with it.\n`,
    );
    await stopLocalCloud(workbench);
  }
}

/**
 * Does something that waits for no part of the local cloud that cannot run.
 *
 * @throws ExitError 4 with the part's own words then, after Terraform has saved its state
 */
export function whileItWorks(
  workbench: Workbench,
  act: (watched: Workbench) => Promise<void>,
): Promise<void> {
  if (workbench.stage.name !== 'local') return act(workbench);
  return watchingParts(workspaceRoot, 'deployFailed', workbench.signal, (signal) =>
    act({ ...workbench, signal }),
  );
}
