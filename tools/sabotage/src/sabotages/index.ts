import type { Sabotage } from '../sabotage.ts';
import { accessSabotages } from './access.ts';
import { otherSabotages } from './other-stacks.ts';
import { scalingSabotages } from './scaling.ts';
import { taskDefinitionSabotages } from './task-definition.ts';

/** Kills a process, not a stack: the only one after which the run has to be green. */
export const taskKilled: Sabotage = {
  id: 'task-killed',
  title: 'a task process killed in the middle of the load',
  stack: 'service',
  apply: () => undefined,
};

/** All of them, by stack, so that each deploy also takes back the one before it. */
export const sabotages: readonly Sabotage[] = [
  ...taskDefinitionSabotages,
  ...accessSabotages,
  ...scalingSabotages,
  ...otherSabotages,
  taskKilled,
];
