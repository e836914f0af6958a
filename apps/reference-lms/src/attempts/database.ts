import type { FastifyBaseLogger } from 'fastify';
import { runner } from 'node-pg-migrate';
import { Pool, type PoolConfig } from 'pg';
import type { Environment } from '../environment.ts';

const connectTimeoutMs = 5000;
const statementTimeoutMs = 5000;

/** Options of every connection to the database. The certificate's CA comes with NODE_EXTRA_CA_CERTS. */
function connectionOptions(environment: Environment): PoolConfig {
  return {
    host: environment.DATABASE_HOST,
    port: environment.DATABASE_PORT,
    user: environment.DATABASE_USER,
    password: environment.DATABASE_PASSWORD,
    database: environment.DATABASE_NAME,
    ssl: environment.DATABASE_SSLMODE === 'verify-full',
    application_name: 'reference-lms',
    // Also bounds how long a request waits for a free connection.
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  };
}

/** Connects when it is first asked. */
export function createPool(environment: Environment, log: FastifyBaseLogger): Pool {
  const pool = new Pool({
    ...connectionOptions(environment),
    max: environment.DATABASE_POOL_SIZE,
    statement_timeout: statementTimeoutMs,
    // Where the server has vanished there is nobody left to keep its own timeout.
    query_timeout: statementTimeoutMs + 1000,
  });
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  return pool;
}

/** Brings the schema up to date. Several tasks may start at once: the first migrates, the others wait for its lock. */
export async function migrate(environment: Environment, directory: string, log: FastifyBaseLogger) {
  const applied = await runner({
    databaseUrl: connectionOptions(environment),
    dir: directory,
    direction: 'up',
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    logger: {
      info: (message) => log.debug(message),
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    },
  });
  if (applied.length > 0) log.info({ migrations: applied.map(({ name }) => name) }, 'database migrated');
}
