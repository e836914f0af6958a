import type { SessionStore } from '@fastify/session';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { SignJWT, type JWTPayload } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type Lms } from '../app.ts';
import { CourseContent } from '../content/course-content.ts';
import { seedContent } from '../content/seed.ts';
import { Drain } from '../drain.ts';
import { Audience } from '../live/audience.ts';
import { SessionRedis } from '../redis/session-redis.ts';
import { durableSessionStore } from '../sessions/durable-session-store.ts';
import { redisSessionStore } from '../sessions/redis-session-store.ts';
import { FakeRedis } from './fake-redis.ts';
import { InMemoryAttempts } from './in-memory-attempts.ts';

export const launchKey = Buffer.alloc(32, 'k');

/** An LMS with fakes for Redis and the database, and its lines of log. */
export interface TestLms {
  readonly app: FastifyInstance;
  readonly redis: FakeRedis;
  readonly drain: Drain;
  readonly log: string[];
}

export async function createTestLms(overrides: Partial<Lms> = {}, redis = new FakeRedis()): Promise<TestLms> {
  const log: string[] = [];
  const drain = new Drain();
  const app = createApp({
    log: pino({ level: 'info' }, { write: (line: string) => log.push(line) }),
    sessionStores: { redis: redisStoreOf(redis) },
    attempts: new InMemoryAttempts(),
    content: await sampleContent(),
    audience: new Audience({ memoryMiB: 1, waitMs: 0 }),
    drain,
    readinessChecks: {},
    launchKey,
    servedBy: 'task-1',
    ...overrides,
  });
  await app.ready();
  apps.push(app);
  return { app, redis, drain, log };
}

/** The store of sessions in Redis, as the LMS puts it together, without patience. */
export function redisStoreOf(redis: FakeRedis): SessionStore {
  const store = (replicas: number) =>
    redisSessionStore(new SessionRedis(redis, { sessionSeconds: 60, patienceMs: 0, replicas }));
  return durableSessionStore(store(0), store(1));
}

/** The sample courses in a temporary folder, for one test. */
export async function sampleContent(): Promise<CourseContent> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-lms-'));
  folders.push(folder);
  await seedContent(folder);
  return CourseContent.read(folder);
}

const apps: FastifyInstance[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** A launch token as the platform signs it. */
export function signLaunchToken(claims: JWTPayload = {}, key = launchKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    sub: 'student-000001',
    iss: 'edutechbr-platform',
    aud: 'lms',
    iat: now,
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(key);
}

/** A request as the load balancer passes it on. */
export function throughLoadBalancer(options: InjectOptions): InjectOptions {
  return { ...options, headers: { 'x-forwarded-proto': 'https', ...options.headers } };
}

/** @returns the cookie that the browser sends from now on */
export async function signIn(app: FastifyInstance, student = 'student-000001'): Promise<string> {
  const token = await signLaunchToken({ sub: student });
  const response = await app.inject(throughLoadBalancer({ method: 'POST', url: '/launch', body: { token } }));
  const [cookie] = response.cookies;
  if (!cookie) throw new Error(`not signed in: ${response.statusCode} ${response.body}`);
  return `${cookie.name}=${encodeURIComponent(cookie.value)}`;
}
