import { ErrorReply } from '@redis/client';

/** Replies of a node that is being promoted, demoted or loaded. Any other error reply stays the same when repeated. */
const passingReplies = ['READONLY', 'LOADING', 'MASTERDOWN', 'TRYAGAIN'];

/** Whether the same command may succeed in a moment: the connection was lost, or a failover is under way. */
export function passesByItself(error: unknown): boolean {
  if (error instanceof ErrorReply) return passingReplies.some((code) => isReply(error, code));
  return !(error instanceof Error && error.message === 'The queue is full');
}

/** Whether Redis answered with this error code. */
export function isReply(error: unknown, code: string): boolean {
  return error instanceof ErrorReply && error.message.startsWith(`${code} `);
}

/** What to look at when Redis refuses a user with IAM authentication: it says neither what is wrong nor for whom. */
export const explainRefusal =
  (user: string) =>
  (message: string): string | undefined =>
    message.startsWith('WRONGPASS')
      ? `the task role needs elasticache:Connect on the replication group and on the user ${user}, who must be in its user group`
      : undefined;
