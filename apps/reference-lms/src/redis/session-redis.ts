import { setTimeout as delay } from 'node:timers/promises';
import { isReply, passesByItself } from './failures.ts';
import { ReplyTimeoutError, withTimeout } from './with-timeout.ts';

/** The part of a Redis client that sessions need. */
export interface RedisCommands {
  readonly isReady: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
  ping(): Promise<string>;
  get(key: string): Promise<string | null>;
  getEx(key: string, expiration: { type: 'EX'; value: number }): Promise<string | null>;
  set(key: string, value: string, options: Expiration): Promise<string | null>;
  del(keys: string[]): Promise<number>;
  /** @returns how many replicas have all that this connection wrote before, after `timeoutMs` at the latest */
  wait(replicas: number, timeoutMs: number): Promise<number>;
}

/** A write that Redis took, and that fewer replicas than asked for have confirmed. */
export class NotReplicatedError extends Error {
  override readonly name = 'NotReplicatedError';
}

interface Expiration {
  readonly expiration: { type: 'EX'; value: number };
}

export interface SessionRedisOptions {
  /** Life of a session that was found again only on the second look. */
  readonly sessionSeconds: number;

  /** How long a request waits through a failover before it fails. @default 10000 */
  readonly patienceMs?: number;

  /** Without a reply for so long the connection counts as dead. @default 2000 */
  readonly replyTimeoutMs?: number;

  /** Mean pause between two attempts. @default 200 */
  readonly retryDelayMs?: number;

  /** How many replicas must have a session before its write counts as done. @default 0 */
  readonly replicas?: number;

  /** How long Redis waits for those replicas before the write is repeated. @default 500 */
  readonly replicationTimeoutMs?: number;
}

/**
 * The commands that connect-redis sends, kept working through a failover: each may be repeated without harm, so it is
 * repeated until Redis answers or the patience ends.
 */
export class SessionRedis {
  private readonly client: RedisCommands;
  private readonly options: Required<SessionRedisOptions>;

  constructor(client: RedisCommands, options: SessionRedisOptions) {
    this.client = client;
    this.options = {
      patienceMs: 10_000,
      replyTimeoutMs: 2000,
      retryDelayMs: 200,
      replicas: 0,
      replicationTimeoutMs: 500,
      ...options,
    };
  }

  /**
   * A demoted primary goes on answering reads on open connections, without the sessions it has missed. So a miss is
   * asked again as a write, which only the primary takes.
   */
  async get(key: string): Promise<string | null> {
    const value = await this.persist(() => this.client.get(key));
    if (value !== null) return value;
    return this.persist(() => this.client.getEx(key, { type: 'EX', value: this.options.sessionSeconds }));
  }

  set(key: string, value: string, options: Expiration): Promise<string | null> {
    return this.persist(() => this.setReplicated(key, value, options));
  }

  del(keys: string[]): Promise<number> {
    return this.persist(() => this.client.del(keys));
  }

  /** Asks once, without patience. @throws when Redis does not answer now. */
  async check(): Promise<void> {
    await withTimeout(this.client.ping(), this.options.replyTimeoutMs);
  }

  /** Both commands are sent at once: WAIT counts what the same connection wrote before it. */
  private async setReplicated(key: string, value: string, options: Expiration): Promise<string | null> {
    const { replicas, replicationTimeoutMs } = this.options;
    const written = this.client.set(key, value, options);
    if (replicas === 0) return written;
    const [answer, confirmed] = await Promise.all([
      written,
      this.client.wait(replicas, replicationTimeoutMs),
    ]);
    if (confirmed < replicas)
      throw new NotReplicatedError(`${confirmed} of ${replicas} replicas have the session`);
    return answer;
  }

  private async persist<T>(send: () => Promise<T>): Promise<T> {
    const givesUpAt = performance.now() + this.options.patienceMs;
    for (;;) {
      try {
        return await withTimeout(send(), this.options.replyTimeoutMs);
      } catch (error) {
        if (!passesByItself(error) || performance.now() >= givesUpAt) throw error;
        this.leaveStaleConnection(error);
        await delay(this.options.retryDelayMs * (0.5 + Math.random()));
      }
    }
  }

  /** After a role swap the socket stays open to what is a replica now; a dead peer may never close it. */
  private leaveStaleConnection(error: unknown): void {
    const stale = isReply(error, 'READONLY') || error instanceof ReplyTimeoutError;
    // While it is not ready the client is reconnecting already.
    if (!stale || !this.client.isReady) return;
    this.client.destroy();
    this.client.connect().catch(() => undefined);
  }
}
