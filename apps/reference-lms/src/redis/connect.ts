import { fromHttp } from '@aws-sdk/credential-provider-http';
import { createClient } from '@redis/client';
import type { FastifyBaseLogger } from 'fastify';
import type { EventEmitter } from 'node:events';
import type { Environment } from '../environment.ts';
import { signIamToken } from './iam-token.ts';

/** Far above what a task has in flight at once: beyond it Redis has stopped answering. */
const maxCommandsInFlight = 2000;

const connectTimeoutMs = 5000;
const longestReconnectDelayMs = 500;

type RedisEnvironment = Pick<
  Environment,
  'AWS_REGION' | 'REDIS_HOST' | 'REDIS_PORT' | 'REDIS_USER' | 'REDIS_REPLICATION_GROUP_ID'
>;

/**
 * A client of the replication group's primary, not connected yet. It reconnects for as long as it lives.
 * Nothing is queued while it is away: `SessionRedis` decides who waits, and for how long.
 */
export function createRedisClient(environment: RedisEnvironment, log: FastifyBaseLogger) {
  const client = createClient({
    socket: {
      host: environment.REDIS_HOST,
      port: environment.REDIS_PORT,
      tls: true,
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: (retries) =>
        Math.min(2 ** retries * 25, longestReconnectDelayMs) * (0.5 + Math.random() / 2),
    },
    credentialsProvider: iamCredentials(environment),
    disableOfflineQueue: true,
    commandsQueueMaxLength: maxCommandsInFlight,
    // A timer with an abort signal per command costs more than the command; SessionRedis has a cheaper one.
    commandOptions: { timeout: undefined },
    // ElastiCache has no maintenance notifications, and CLIENT SETINFO would need one more permission.
    maintNotifications: 'disabled',
    disableClientInfo: true,
  });
  logConnection(client, log);
  return client;
}

/** One warning per outage, not per attempt to reconnect. */
function logConnection(client: EventEmitter, log: FastifyBaseLogger): void {
  let failing = false;
  client.on('error', (error: Error) => {
    log[failing ? 'debug' : 'warn']({ err: error }, 'redis connection failed');
    failing = true;
  });
  client.on('ready', () => {
    log.info('redis connected');
    failing = false;
  });
}

function iamCredentials(environment: RedisEnvironment) {
  const credentials = fromHttp();
  return {
    type: 'async-credentials-provider' as const,
    credentials: async () => ({
      username: environment.REDIS_USER,
      password: await signIamToken({
        region: environment.AWS_REGION,
        replicationGroupId: environment.REDIS_REPLICATION_GROUP_ID,
        user: environment.REDIS_USER,
        credentials,
      }),
    }),
  };
}
