import type { FastifyInstance } from 'fastify';
import { createSecretKey } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { epochSeconds } from '../sessions/plugin.ts';
import type { SessionStoreName } from '../sessions/session-stores.ts';

const launchBody = {
  type: 'object',
  required: ['token'],
  properties: { token: { type: 'string', maxLength: 4096 }, durable: { type: 'boolean' } },
} as const;

/** The id that a session gets with its request tells the store, so it is the query that names it: no body is read yet. */
const launchQuery = (openStores: readonly SessionStoreName[]) => ({
  type: 'object',
  properties: { sessionStore: { enum: openStores } },
});

/** Clocks of the platform and of a task may differ by so much. */
const clockToleranceSeconds = 5;

/** Whatever the platform says: a token that is found later in a log or a history must not be good any more. */
const longestTokenAgeSeconds = 300;

/** What the database takes as a student's id: no control character, of which NUL is refused, and short enough for an index. */
const studentId = /^[^\p{Cc}]{1,255}$/u;

interface Launch {
  readonly token: string;
  /** Whether the answer may wait until a replica has the session, so that a failover cannot lose it. @default false */
  readonly durable?: boolean;
}

/**
 * Signs students in by a launch token of the platform, as LTI and single sign-on do.
 *
 * @param openStores What a launch may name as `sessionStore`, by which its session is kept there.
 */
export function registerSignIn(
  app: FastifyInstance,
  launchKey: Buffer,
  openStores: readonly SessionStoreName[],
): void {
  const key = createSecretKey(launchKey);
  const schema = { body: launchBody, querystring: launchQuery(openStores) };

  app.post<{ Body: Launch }>('/launch', { schema }, async (request, reply) => {
    const { token, durable = false } = request.body;
    const student = await verifyLaunchToken(token, key);
    if (student === undefined) return reply.code(401).send({ error: 'bad-token' });
    // A new id, so that nobody who knows the old session's can follow the student into the new one.
    if (request.session.student !== undefined) await request.session.regenerate();
    request.session.student = student;
    request.session.renewedAt = epochSeconds();
    request.session.durable = durable;
    return reply.code(204).send();
  });
}

/** A student signs out once: the session is gone, and its cookie is good for nothing. */
export function registerSignOut(app: FastifyInstance): void {
  app.post('/sign-out', async (request, reply) => {
    await request.session.destroy();
    return reply.clearCookie('session', { path: '/' }).code(204).send();
  });
}

/** @returns the student's id, or undefined when the token is not a valid one of the platform's */
async function verifyLaunchToken(
  token: string,
  key: ReturnType<typeof createSecretKey>,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: 'edutechbr-platform',
      audience: 'lms',
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: clockToleranceSeconds,
      maxTokenAge: longestTokenAgeSeconds,
    });
    return payload.sub !== undefined && studentId.test(payload.sub) ? payload.sub : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
