import type { SessionStore } from '@fastify/session';

/**
 * Writes the sessions that ask for it through `replicated`, which answers only when a replica has them, and all others
 * through `store`.
 */
export function durableSessionStore(store: SessionStore, replicated: SessionStore): SessionStore {
  return {
    get: (id, callback) => store.get(id, callback),
    set: (id, session, callback) => (session.durable ? replicated : store).set(id, session, callback),
    destroy: (id, callback) => store.destroy(id, callback),
  };
}
