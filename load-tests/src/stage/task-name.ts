/** A task for people: the ids in its ARN are too long for a chart. */
export const taskName = (taskArn = ''): string => `task ${taskArn.split('/').at(-1)?.slice(0, 8)}`;
