import * as z from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const text = z.string().min(1);

/** HS256 needs a key of at least the hash's size (RFC 7518, section 3.2). */
const launchKeyMinBytes = 32;

const environmentSchema = z.object({
  /** Address to listen on. */
  HOST: z.ipv4().default('0.0.0.0'),
  PORT: port.default(8080),
  /** Dimension of the metrics. */
  SERVICE_NAME: text,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  /** Set by ECS for every task (Amazon ECS, "Amazon ECS environment variables"). */
  AWS_REGION: text,

  REDIS_HOST: text,
  REDIS_PORT: port.default(6379),
  /** ElastiCache user with IAM authentication: its id and its name are the same. */
  REDIS_USER: text,
  /** What the IAM token is signed for. */
  REDIS_REPLICATION_GROUP_ID: text,

  /** Where a launch may put its session: in Redis, or for a comparison in PostgreSQL as well. */
  SESSION_STORES: z.enum(['redis', 'redis,postgresql']).default('redis'),

  /** Where the EFS file system is mounted. */
  COURSE_CONTENT_PATH: text,

  /** Memory that the whiteboards of live lectures may take of this task. */
  LIVE_MEMORY_MIB: z.coerce.number().int().min(0).default(256),
  /** Memory of the whiteboard of each student who is there. */
  LIVE_BOARD_KIB: z.coerce.number().int().min(1).max(4096).default(288),

  DATABASE_HOST: text,
  DATABASE_PORT: port.default(5432),
  DATABASE_USER: text,
  DATABASE_PASSWORD: text,
  DATABASE_NAME: text,
  /** As libpq's: `verify-full` checks chain and host name; `disable` is for a database on this machine. */
  DATABASE_SSLMODE: z.enum(['verify-full', 'disable']).default('verify-full'),
  /** The only authorities that the database's certificate is trusted from, as PEM; else those that Node trusts. */
  DATABASE_CA_CERTIFICATES: text.optional(),
  /** Connections of this task; times the most tasks it must stay below what the database allows. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(5),

  /** Key that signs launch tokens, as base64url; decoded to its bytes here. */
  LAUNCH_KEY: z
    .base64url()
    .transform((key) => Buffer.from(key, 'base64url'))
    .refine((key) => key.length >= launchKeyMinBytes, `must hold at least ${launchKeyMinBytes} bytes`),
});

export type Environment = Readonly<z.infer<typeof environmentSchema>>;

const secrets = new Set(['DATABASE_PASSWORD', 'LAUNCH_KEY']);

/** Names every wrong variable, its rule and, unless it is a secret, its value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** @throws EnvironmentError when a variable is missing or wrong. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const result = environmentSchema.safeParse(variables);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    describeProblem(String(path[0]), message, variables),
  );
  throw new EnvironmentError(`wrong environment: ${problems.join('; ')}`);
}

function describeProblem(name: string, rule: string, variables: NodeJS.ProcessEnv): string {
  const value = variables[name];
  if (value === undefined) return `${name} is not set`;
  return secrets.has(name) ? `${name}: ${rule}` : `${name}: ${rule}, got '${value}'`;
}
