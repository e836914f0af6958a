import type { SessionStore } from '@fastify/session';
import { randomBytes } from 'node:crypto';

/** Where sessions can be kept. Redis is where they are unless a launch asks for the other. */
export const sessionStoreNames = ['redis', 'postgresql'] as const;
export type SessionStoreName = (typeof sessionStoreNames)[number];

/** The stores that are open. */
export interface SessionStores {
  readonly redis: SessionStore;

  /** @default - nobody can have the session there */
  readonly postgresql?: SessionStore;
}

const idBytes = 24;

/** No id of base64url has a dot. */
const postgresqlPrefix = 'postgresql.';

/** A new session's id, which says where the session is, so that nobody has to ask both stores. */
export function newSessionId(store: SessionStoreName): string {
  return `${store === 'postgresql' ? postgresqlPrefix : ''}${randomBytes(idBytes).toString('base64url')}`;
}

/** All stores as one: each operation goes to the store that the session's id names. */
export function routedSessionStore({ redis, postgresql = closedSessionStore }: SessionStores): SessionStore {
  const storeOf = (id: string) => (id.startsWith(postgresqlPrefix) ? postgresql : redis);
  return {
    get: (id, callback) => storeOf(id).get(id, callback),
    set: (id, session, callback) => storeOf(id).set(id, session, callback),
    destroy: (id, callback) => storeOf(id).destroy(id, callback),
  };
}

/** The sessions of a store that was open before are over. */
const closedSessionStore: SessionStore = {
  get: (_id, callback) => callback(null, null),
  set: (id, _session, callback) => callback(new Error(`the store of session ${id} is not open`)),
  destroy: (_id, callback) => callback(null),
};
