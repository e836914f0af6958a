// What a program needs that deploys the stage in its own way; `index.ts` stays light for those that only read settings.
export { createApp, stackNames, synthesize, type StackName } from './app.ts';
export { deploy } from './deploy.ts';
export { loadStage } from './load-stage.ts';
export { projectRoot } from './project-root.ts';
export { isSteady, restartTasks } from './rollout.ts';
export { TaskFailures, type TaskFailure } from './task-failures.ts';
export { serviceOf } from './watch-tasks.ts';
export { prepareWorkbench, startLocalCloud, type Workbench } from './workbench.ts';
