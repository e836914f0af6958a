import type { EventEmitter } from 'node:events';

/** Something that the LMS cannot start without did not answer; the message says what, where and why. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export interface StartDeadline {
  /** What has to answer, such as `Redis`. */
  readonly what: string;

  /** `host:port`. */
  readonly address: string;

  /** ECS replaces a task that ends, and reports it; one that waits for ever tells nobody. @default 30 */
  readonly seconds?: number;

  /** What to look at, by the message of the last failure. @default - the message says enough */
  readonly explain?: (message: string) => string | undefined;
}

const pauseMs = 500;

/**
 * Connects a client that retries by itself and tells each failure as an `error` event.
 *
 * @throws StartError with the last failure when the deadline is over.
 */
export async function connectWithin(
  deadline: StartDeadline,
  client: EventEmitter & { connect(): Promise<unknown>; destroy(): void },
): Promise<void> {
  let lastError: unknown;
  client.on('error', (error: unknown) => (lastError = error));
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(silent(deadline, lastError));
      client.destroy();
    }, milliseconds(deadline));
  });
  const connected = client.connect();
  // A destroyed client refuses what it was asked before.
  connected.catch(() => undefined);
  try {
    await Promise.race([connected, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks until there is an answer.
 *
 * @throws StartError with the last failure when the deadline is over.
 */
export async function answerWithin(deadline: StartDeadline, ask: () => Promise<unknown>): Promise<void> {
  const givesUpAt = performance.now() + milliseconds(deadline);
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (performance.now() + pauseMs >= givesUpAt) throw silent(deadline, error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

const milliseconds = ({ seconds = 30 }: StartDeadline) => seconds * 1000;

function silent({ what, address, seconds = 30, explain }: StartDeadline, cause: unknown): StartError {
  const why = cause instanceof Error ? cause.message || String(Object(cause).code) : 'no answer';
  const hint = explain?.(why);
  const more = hint === undefined ? '' : ` (${hint})`;
  return new StartError(`${what} at ${address} did not answer within ${seconds} s: ${why}${more}`, { cause });
}
