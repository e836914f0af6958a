import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
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

  const check = sharedFor(secondsToShare, (log: FastifyBaseLogger) => runChecks(checks, log));
  app.get('/readyz', async (request, reply) => {
    const results = await check(request.log);
    const ready = !drain.active && Object.values(results).every((result) => result === 'ok');
    return reply.code(ready ? 200 : 503).send({ ready, checks: results });
  });
}

type Results = Readonly<Record<string, 'ok' | 'failed'>>;

async function runChecks(checks: ReadinessChecks, log: FastifyBaseLogger): Promise<Results> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await check();
        return [name, 'ok'] as const;
      } catch (error) {
        log.warn({ err: error, check: name }, 'not ready');
        return [name, 'failed'] as const;
      }
    }),
  );
  return Object.fromEntries(results);
}

/** Everybody may ask, and each answer takes a connection to the database: those who ask within a second share one. */
const secondsToShare = 1;

function sharedFor<Argument, Result>(seconds: number, ask: (argument: Argument) => Promise<Result>) {
  let shared: Promise<Result> | undefined;
  return (argument: Argument): Promise<Result> => {
    if (!shared) {
      shared = ask(argument);
      setTimeout(() => (shared = undefined), seconds * 1000).unref();
    }
    return shared;
  };
}
