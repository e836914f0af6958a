/** Redis has not answered in time. */
export class ReplyTimeoutError extends Error {
  override readonly name = 'ReplyTimeoutError';
}

/** @throws ReplyTimeoutError when `reply` takes longer. */
export function withTimeout<T>(reply: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // After a stall of this process timers run first: let the replies in that lie in the socket's buffer already.
      setImmediate(() => reject(new ReplyTimeoutError(`no reply from Redis in ${milliseconds} ms`)));
    }, milliseconds);
    reply.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
