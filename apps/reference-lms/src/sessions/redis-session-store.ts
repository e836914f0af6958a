import type { SessionStore } from '@fastify/session';
import { RedisStore } from 'connect-redis';
import type { SessionRedis } from '../redis/session-redis.ts';
import { sessionContent } from './session-content.ts';
import { sessionSeconds } from './session.ts';

/** Sessions in Redis, under `session:<id>`, which the cache's user must be allowed to get and set. */
export function redisSessionStore(client: SessionRedis): SessionStore {
  return new RedisStore({
    client,
    prefix: 'session:',
    ttl: () => sessionSeconds,
    serializer: sessionContent,
  });
}
