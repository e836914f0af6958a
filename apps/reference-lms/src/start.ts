import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { createApp } from './app.ts';
import { createPool } from './attempts/database.ts';
import { migrate } from './attempts/migrate.ts';
import { PostgresAttempts } from './attempts/postgres-attempts.ts';
import { CourseContent, catalogFile } from './content/course-content.ts';
import { seedContent } from './content/seed.ts';
import { Drain } from './drain.ts';
import type { Environment } from './environment.ts';
import { Audience } from './live/audience.ts';
import { everyPeriod } from './metrics/every-period.ts';
import { Saturation, saturationPeriodMs } from './metrics/saturation.ts';
import { createRedisClient } from './redis/connect.ts';
import { explainRefusal } from './redis/failures.ts';
import { SessionRedis } from './redis/session-redis.ts';
import { durableSessionStore } from './sessions/durable-session-store.ts';
import { openSessionStores } from './sessions/open-session-stores.ts';
import { redisSessionStore } from './sessions/redis-session-store.ts';
import { sessionSeconds } from './sessions/session.ts';
import { answerWithin, connectWithin, type StartDeadline, StartError } from './start-deadline.ts';

export interface RunningLms {
  /** Serves until the load balancer has turned away, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the LMS. It listens only when the database is migrated, the content is there and Redis is connected, so that a
 * task is healthy only then.
 *
 * @throws StartError that names what is missing: ECS then reports and replaces the task.
 */
export async function startLms(environment: Environment, log: FastifyBaseLogger): Promise<RunningLms> {
  const redis = createRedisClient(environment, log);
  // WAIT holds up whatever else its connection is asked.
  const redisOfDurableWrites = createRedisClient(environment, log);
  const pool = createPool(environment, log);
  const [content] = await Promise.all([
    openContent(environment.COURSE_CONTENT_PATH, log),
    openDatabase(environment, pool, log),
    ...[redis, redisOfDurableWrites].map((client) => connectWithin(redisDeadline(environment), client)),
  ]);

  const sessionRedis = new SessionRedis(redis, { sessionSeconds });
  const replicatedRedis = new SessionRedis(redisOfDurableWrites, { sessionSeconds, replicas: 1 });
  const sessions = openSessionStores(
    environment,
    durableSessionStore(redisSessionStore(sessionRedis), redisSessionStore(replicatedRedis)),
    pool,
    log,
  );
  const drain = new Drain();
  const audience = new Audience({
    memoryMiB: environment.LIVE_MEMORY_MIB,
    boardKiB: environment.LIVE_BOARD_KIB,
  });
  const app = createApp({
    log,
    sessionStores: sessions.stores,
    attempts: new PostgresAttempts(pool),
    content,
    audience,
    drain,
    readinessChecks: {
      redis: () => sessionRedis.check(),
      database: () => pool.query('SELECT 1'),
      content: () => access(join(content.root, catalogFile)),
    },
    launchKey: environment.LAUNCH_KEY,
    // No host name or address: they would tell everybody what the network looks like inside.
    servedBy: randomBytes(4).toString('hex'),
  });
  await app.listen({ host: environment.HOST, port: environment.PORT });
  const endSaturation = reportSaturation(environment.SERVICE_NAME);

  return {
    async stop() {
      audience.dismiss();
      // While this task idles until its end, the others are no less full.
      endSaturation();
      await drain.start();
      await app.close();
      sessions.close();
      await Promise.all([redis.close(), redisOfDurableWrites.close(), pool.end()]);
    },
  };
}

/** @returns a function that ends it */
function reportSaturation(serviceName: string): () => void {
  const saturation = new Saturation();
  return everyPeriod(saturationPeriodMs, (start) => {
    process.stdout.write(`${saturation.report(serviceName, start)}\n`);
  });
}

const redisDeadline = ({ REDIS_HOST, REDIS_PORT, REDIS_USER }: Environment): StartDeadline => ({
  what: 'Redis',
  address: `${REDIS_HOST}:${REDIS_PORT}`,
  explain: explainRefusal(REDIS_USER),
});

async function openDatabase(environment: Environment, pool: Pool, log: FastifyBaseLogger): Promise<void> {
  const address = `${environment.DATABASE_HOST}:${environment.DATABASE_PORT}`;
  await answerWithin({ what: 'the database', address }, () => pool.query('SELECT 1'));
  await migrate(environment, join(import.meta.dirname, 'migrations'), log);
}

async function openContent(mountPath: string, log: FastifyBaseLogger): Promise<CourseContent> {
  try {
    if (await seedContent(mountPath)) log.info({ mountPath }, 'course content seeded');
    return await CourseContent.read(mountPath);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const who = `user ${process.getuid?.()}, group ${process.getgid?.()}; an EFS access point may make them others`;
    throw new StartError(`the course content at ${mountPath} cannot be used: ${why} (${who})`, {
      cause: error,
    });
  }
}
