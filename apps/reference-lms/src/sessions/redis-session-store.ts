import type { SessionStore } from '@fastify/session';
import { RedisStore } from 'connect-redis';
import type { Session } from 'fastify';
import type { SessionRedis } from '../redis/session-redis.ts';
import { sessionSeconds } from './session.ts';

const cookie: Session['cookie'] = { originalMaxAge: sessionSeconds * 1000 };

/** Sessions in Redis, under `session:<id>`, which the cache's user must be allowed to get and set. */
export function redisSessionStore(client: SessionRedis): SessionStore {
  return new RedisStore({ client, prefix: 'session:', ttl: () => sessionSeconds, serializer });
}

/** Leaves out the cookie's settings: they are the same for all sessions and three times as large as the rest. */
const serializer = {
  stringify: ({ student, renewedAt }: Session): string => JSON.stringify({ student, renewedAt }),
  parse: (text: string): Session => ({ ...(JSON.parse(text) as Omit<Session, 'cookie'>), cookie }),
};
