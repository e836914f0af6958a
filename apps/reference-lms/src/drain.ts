import type { FastifyInstance } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';

export interface DrainOptions {
  /** Without a request for so long the load balancer has turned away. @default 5000 */
  readonly quietMs?: number;

  /** Serves at most so long; must leave time to close within the task's stop timeout. @default 30000 */
  readonly longestMs?: number;
}

/**
 * Goes on serving after SIGTERM until the load balancer has turned away. ECS takes a task out of the load balancer
 * before it stops it, but nobody does when the signal comes from elsewhere, as from a lost host: then the failing
 * `/livez` tells the load balancer, and until it has noticed requests must not fail.
 */
export class Drain {
  private begun = false;
  private lastRequestAt = 0;

  /** Whether the process is about to end. */
  get active(): boolean {
    return this.begun;
  }

  /** Sees the requests of all routes that are registered on `app`. */
  observe(app: FastifyInstance): void {
    app.addHook('onRequest', async () => {
      this.lastRequestAt = performance.now();
    });
  }

  /** Resolves when no request has come for a while, or when it has lasted too long. */
  async start({ quietMs = 5000, longestMs = 30_000 }: DrainOptions = {}): Promise<void> {
    this.begun = true;
    const startedAt = performance.now();
    const endsAt = () => Math.min(Math.max(startedAt, this.lastRequestAt) + quietMs, startedAt + longestMs);
    for (let rest = quietMs; rest > 0; rest = endsAt() - performance.now()) await delay(rest);
  }
}
