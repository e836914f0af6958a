import type { FastifyBaseLogger } from 'fastify';
import { Pool, type PoolConfig } from 'pg';
import type { Environment } from '../environment.ts';

const connectTimeoutMs = 5000;
const statementTimeoutMs = 5000;

/** Options of every connection to the database. RDS's authorities come with the image, as NODE_EXTRA_CA_CERTS. */
export function connectionOptions(environment: Environment): PoolConfig {
  return {
    host: environment.DATABASE_HOST,
    port: environment.DATABASE_PORT,
    user: environment.DATABASE_USER,
    password: environment.DATABASE_PASSWORD,
    database: environment.DATABASE_NAME,
    // Without `ca` Node takes all authorities that it trusts.
    ssl: environment.DATABASE_SSLMODE === 'verify-full' && { ca: environment.DATABASE_CA_CERTIFICATES },
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
