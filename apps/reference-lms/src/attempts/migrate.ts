import type { FastifyBaseLogger } from 'fastify';
import { runner } from 'node-pg-migrate';
import type { Environment } from '../environment.ts';
import { connectionOptions } from './database.ts';

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
