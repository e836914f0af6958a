import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import type { Attempts } from './attempts/attempts.ts';
import type { CourseContent } from './content/course-content.ts';
import type { Drain } from './drain.ts';
import type { Audience } from './live/audience.ts';
import { LogLimit } from './log-limit.ts';
import { registerCourses } from './routes/courses.ts';
import { registerExams } from './routes/exams.ts';
import { type ReadinessChecks, registerHealth } from './routes/health.ts';
import { registerLive } from './routes/live.ts';
import { registerSignIn, registerSignOut } from './routes/sign-in.ts';
import { registerSessions, requireStudent } from './sessions/plugin.ts';
import { sessionStoreNames, type SessionStores } from './sessions/session-stores.ts';

/** What the LMS is made of; tests put others in their place. */
export interface Lms {
  readonly log: FastifyBaseLogger;
  readonly sessionStores: SessionStores;
  readonly attempts: Attempts;
  readonly content: CourseContent;
  readonly audience: Audience;
  readonly drain: Drain;
  readonly readinessChecks: ReadinessChecks;
  readonly launchKey: Buffer;

  /** Tells this task's answers from another's in the header `x-served-by`. */
  readonly servedBy: string;
}

/** Longer than the load balancer's idle timeout of 60 s: it must be the load balancer that closes a connection. */
const keepAliveTimeoutMs = 75_000;

const requestTimeoutMs = 30_000;
const largestBodyBytes = 16 * 1024;
const failureLinesPerSecond = 5;

/** What each answer tells a browser (OWASP, "REST Security Cheat Sheet"): an answer is a student's own, and no page. */
const safeguards = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** The HTTP server, not listening yet. */
export function createApp(lms: Lms): FastifyInstance {
  const app = Fastify({
    loggerInstance: lms.log,
    // At 833 requests/s a line for each would cost more than the request.
    logController: new LogController({ disableRequestLogging: true }),
    keepAliveTimeout: keepAliveTimeoutMs,
    requestTimeout: requestTimeoutMs,
    bodyLimit: largestBodyBytes,
    // `null`, `false` and `[2]` are no choices, though each could be made one.
    ajv: { customOptions: { coerceTypes: false } },
    // Only the load balancer can reach this port. It says whether the student came by HTTPS.
    trustProxy: true,
    return503OnClosing: false,
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ ...safeguards, 'x-served-by': lms.servedBy });
  });
  // Has the load balancer open its next connection elsewhere, and lets the server close without waiting for it. Set
  // when the reply leaves, because the request may have come before.
  app.addHook('onSend', async (_request, reply) => {
    if (lms.drain.active) reply.header('connection', 'close');
  });
  answerErrors(app);
  registerHealth(app, lms.drain, lms.readinessChecks);
  app.register(async (routes) => {
    lms.drain.observe(routes);
    await registerSessions(routes, { stores: lms.sessionStores, launchKey: lms.launchKey });
    const openStores = sessionStoreNames.filter((name) => lms.sessionStores[name]);
    registerSignIn(routes, lms.launchKey, openStores);
    routes.register(async (studentRoutes) => {
      requireStudent(studentRoutes);
      registerCourses(studentRoutes, lms.content);
      registerLive(studentRoutes, lms.content, lms.audience);
      registerExams(studentRoutes, lms.content, lms.attempts);
      registerSignOut(studentRoutes);
    });
  });
  return app;
}

/** A student's error says what was wrong; ours is logged and says nothing. */
function answerErrors(app: FastifyInstance): void {
  const logLimit = new LogLimit(failureLinesPerSecond);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not-found' }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const statusCode = error.statusCode ?? 503;
    if (statusCode < 500)
      return reply.code(statusCode).send({ error: 'bad-request', message: error.message });
    const route = `${request.method} ${request.routeOptions.url}`;
    logLimit.pass((suppressed) => request.log.error({ err: error, route, suppressed }, 'request failed'));
    return reply.code(statusCode).send({ error: 'unavailable' });
  });
}
