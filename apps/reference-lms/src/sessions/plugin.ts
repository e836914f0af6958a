import fastifyCookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hkdfSync } from 'node:crypto';
import { renewAfterSeconds, sessionSeconds } from './session.ts';
import {
  newSessionId,
  routedSessionStore,
  type SessionStoreName,
  type SessionStores,
} from './session-stores.ts';

export interface SessionsOptions {
  readonly stores: SessionStores;
  readonly launchKey: Buffer;
}

/** Loads the session of each request that carries the cookie, and saves it when it was changed. */
export async function registerSessions(app: FastifyInstance, { stores, launchKey }: SessionsOptions) {
  await app.register(fastifyCookie);
  await app.register(fastifySession, {
    store: routedSessionStore(stores),
    idGenerator: (request) => newSessionId(requestedStore(request)),
    secret: deriveCookieSecret(launchKey),
    cookieName: 'session',
    cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: sessionSeconds * 1000 },
    saveUninitialized: false,
    rolling: false,
  });
}

/** Refuses whoever is not signed in, and extends the session of whoever is. */
export function requireStudent(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { session } = request;
    if (session.student === undefined) return reply.code(401).send({ error: 'not-signed-in' });
    const now = epochSeconds();
    if (now - (session.renewedAt ?? 0) > renewAfterSeconds) session.renewedAt = now;
  });
}

/** A launch may ask for a store; its schema has refused the others before a session is written. */
function requestedStore(request?: FastifyRequest): SessionStoreName {
  return Object(request?.query).sessionStore === 'postgresql' ? 'postgresql' : 'redis';
}

export function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Each task derives the same secret, so that any of them accepts a cookie of another. */
function deriveCookieSecret(launchKey: Buffer): string {
  return Buffer.from(hkdfSync('sha256', launchKey, '', 'edutechbr-lms session cookie', 32)).toString(
    'base64',
  );
}
