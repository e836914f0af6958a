import type { FastifyInstance } from 'fastify';
import type { Drain } from '../drain.ts';

/** What this task cannot work without, by name; a check rejects while it is missing. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * `/livez` looks at this process only: it is what ECS and the load balancer ask, and a failover of Redis must not make
 * them replace every task. `/readyz` looks at what the process needs.
 */
export function registerHealth(app: FastifyInstance, drain: Drain, checks: ReadinessChecks): void {
  app.get('/livez', async (_request, reply) => {
    return drain.active ? reply.code(503).send({ status: 'stopping' }) : { status: 'alive' };
  });

  app.get('/readyz', async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await check();
          return [name, 'ok'];
        } catch (error) {
          request.log.warn({ err: error, check: name }, 'not ready');
          return [name, 'failed'];
        }
      }),
    );
    const ready = !drain.active && results.every(([, result]) => result === 'ok');
    return reply.code(ready ? 200 : 503).send({ ready, checks: Object.fromEntries(results) });
  });
}
