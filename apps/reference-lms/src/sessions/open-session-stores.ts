import type { SessionStore } from '@fastify/session';
import type { FastifyBaseLogger } from 'fastify';
import type { Environment } from '../environment.ts';
import { measuredSessionStore } from './measured-session-store.ts';
import { PostgresSessionStore, type SessionDatabase } from './postgres-session-store.ts';
import { SessionMetrics } from './session-metrics.ts';
import type { SessionStores } from './session-stores.ts';

const reportEveryMs = 60_000;
const deleteExpiredEveryMs = 60_000;

export interface OpenSessionStores {
  readonly stores: SessionStores;

  /** Reports what has been measured since the last report, and ends what happens at intervals. */
  close(): void;
}

type SessionEnvironment = Pick<Environment, 'SERVICE_NAME' | 'SESSION_STORES'>;

/** Opens the stores that the environment allows, each of them measured, and reports once a minute on stdout. */
export function openSessionStores(
  { SERVICE_NAME: ServiceName, SESSION_STORES }: SessionEnvironment,
  redis: SessionStore,
  database: SessionDatabase,
  log: FastifyBaseLogger,
): OpenSessionStores {
  const ofRedis = measured(redis, { ServiceName });
  if (SESSION_STORES === 'redis') return { stores: { redis: ofRedis.store }, close: ofRedis.close };

  const postgresql = new PostgresSessionStore(database);
  const ofPostgresql = measured(postgresql, { ServiceName, SessionStore: 'postgresql' });
  const deleting = setInterval(() => {
    postgresql.deleteExpired().catch((error: unknown) => {
      log.warn({ err: error }, 'expired sessions are not deleted');
    });
  }, deleteExpiredEveryMs);
  return {
    stores: { redis: ofRedis.store, postgresql: ofPostgresql.store },
    close() {
      clearInterval(deleting);
      ofRedis.close();
      ofPostgresql.close();
    },
  };
}

/** @param dimensions Of the store's metrics. Redis's are the service's own, which alarms and the dashboard watch. */
function measured(store: SessionStore, dimensions: Readonly<Record<string, string>>) {
  const metrics = new SessionMetrics(dimensions);
  const report = () => process.stdout.write(`${metrics.report()}\n`);
  const reporting = setInterval(report, reportEveryMs);
  return {
    store: measuredSessionStore(store, metrics),
    close() {
      clearInterval(reporting);
      report();
    },
  };
}
