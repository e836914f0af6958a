import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { AssumedRole } from '../iam/assumed-role.ts';
import { readRole } from '../iam/roles.ts';
import { TaskStartError } from './task-start-error.ts';

/** Service principal of ECS tasks. */
const principal = 'ecs-tasks.amazonaws.com';

/** Sessions of the roles that a task definition names. */
export interface TaskRoles {
  /** What ECS itself does to start the task. @default - the definition names none: ECS may do nothing */
  readonly execution?: AssumedRole;
  /** What the task's own process does. @default - the definition names none */
  readonly task?: AssumedRole;
}

/** @throws TaskStartError in ECS's words when a role is not there or does not trust ECS */
export async function assumeTaskRoles(
  { executionRoleArn, taskRoleArn }: TaskDefinition,
  taskArn: string,
): Promise<TaskRoles> {
  const [execution, task] = await Promise.all([
    executionRoleArn ? assume(executionRoleArn, taskArn) : undefined,
    taskRoleArn ? assume(taskRoleArn, taskArn) : undefined,
  ]);
  return { execution, task };
}

async function assume(roleArn: string, taskArn: string): Promise<AssumedRole> {
  const role = await readRole(roleArn).catch((error: unknown) => {
    throw new TaskStartError(cannotAssume(roleArn), { cause: error });
  });
  const session = new AssumedRole(role, taskArn.split('/').at(-1) ?? '');
  if (!session.trusts(principal, taskArn)) throw new TaskStartError(cannotAssume(roleArn));
  return session;
}

const cannotAssume = (roleArn: string): string =>
  `ECS was unable to assume the role '${roleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`;
