import type { SessionStore } from '@fastify/session';
import type { SessionMetrics } from './session-metrics.ts';

/** A session store whose operations are timed, whichever store it is. */
export function measuredSessionStore(store: SessionStore, metrics: SessionMetrics): SessionStore {
  return {
    get: (id, callback) => store.get(id, metrics.timed(callback)),
    set: (id, session, callback) => store.set(id, session, metrics.timed(callback)),
    destroy: (id, callback) => store.destroy(id, metrics.timed(callback)),
  };
}
