import { ErrorReply } from '@redis/client';
import type { RedisCommands } from '../redis/session-redis.ts';

/** A Redis primary in memory, and a client of it whose connection can break. */
export class FakeRedis implements RedisCommands {
  readonly values = new Map<string, string>();
  readonly sent: string[] = [];
  connects = 0;
  isReady = true;

  /** What the next commands meet, one each, instead of an answer. */
  readonly failures: (Error | 'no reply')[] = [];

  /** How many replicas confirm a write, one entry for each WAIT; after the last, one does. */
  readonly confirmations: number[] = [];

  /** Like a demoted primary on a connection that stays open: reads are answered from old data, writes refused. */
  staleUntilReconnect?: ReadonlyMap<string, string>;

  async connect(): Promise<void> {
    this.connects += 1;
    this.isReady = true;
    this.staleUntilReconnect = undefined;
  }

  destroy(): void {
    this.isReady = false;
  }

  async ping(): Promise<string> {
    return this.command('PING', () => 'PONG');
  }

  async get(key: string): Promise<string | null> {
    return this.command('GET', () => (this.staleUntilReconnect ?? this.values).get(key) ?? null);
  }

  async getEx(key: string): Promise<string | null> {
    return this.write('GETEX', () => this.values.get(key) ?? null);
  }

  async set(key: string, value: string): Promise<string | null> {
    return this.write('SET', () => {
      this.values.set(key, value);
      return 'OK';
    });
  }

  async del(keys: string[]): Promise<number> {
    return this.write('DEL', () => keys.filter((key) => this.values.delete(key)).length);
  }

  async wait(): Promise<number> {
    return this.command('WAIT', () => this.confirmations.shift() ?? 1);
  }

  private write<T>(name: string, answer: () => T): Promise<T> {
    return this.command(name, () => {
      if (this.staleUntilReconnect)
        throw new ErrorReply("READONLY You can't write against a read only replica.");
      return answer();
    });
  }

  private async command<T>(name: string, answer: () => T): Promise<T> {
    this.sent.push(name);
    const failure = this.failures.shift();
    if (failure === 'no reply') return new Promise<T>(() => undefined);
    if (failure) throw failure;
    return answer();
  }
}
