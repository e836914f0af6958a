// What a program needs that deploys the stage in its own way; `index.ts` stays light for those that only read settings.
export { awsSettings } from './aws.ts';
export { createApp, stackNames, synthesize, type StackName } from './app.ts';
export { deploy } from './deploy.ts';
export { describeLock, readLock } from './leftovers/remote-locks.ts';
export { loadStage } from './load-stage.ts';
export { projectRoot } from './project-root.ts';
export { createAwsProvider, localCredentialsPath } from './stacks/aws-provider.ts';
export { isSteady, restartTasks } from './rollout.ts';
export { failed, managedAddresses, readState, run, stackFolder } from './terraform.ts';
export { terraformProgress } from './terraform-progress.ts';
export { TaskFailures, type TaskFailure } from './task-failures.ts';
export { serviceOf } from './watch-tasks.ts';
export {
  prepareToolbench,
  prepareWorkbench,
  startLocalCloud,
  type Toolbench,
  type Workbench,
} from './workbench.ts';
