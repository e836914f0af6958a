import type { ExistingSecretProps } from './existing-secret.ts';

/** The session cache as far as the service needs it; `@edutechbr/cache` has more. */
export interface SessionCacheEndpoint {
  readonly replicationGroupId: string;
  readonly replicationGroupArn: string;
  /** Name of the primary's endpoint, which follows the primary in a failover. */
  readonly primaryEndpointAddress: string;
  readonly port: number;
  /** The user that the tasks sign in as with IAM; its id and its name are equal. */
  readonly userName: string;
  readonly userArn: string;
}

/** Where a launch may have the LMS keep its session: in Redis, or for a comparison in the database as well. */
export type SessionStores = readonly ['redis'] | readonly ['redis', 'postgresql'];

/** The file system with the course content as far as the service needs it; `@edutechbr/storage` has more. */
export interface CourseContentMount {
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  readonly accessPointId: string;
  readonly accessPointArn: string;
}

/** Keys of the JSON value of the database's secret. */
export interface DatabaseSecretKeys {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

/** A PostgreSQL database that exists already. Either `securityGroupId` or `cidrBlocks` says where it answers. */
export interface ExistingDatabase extends ExistingSecretProps {
  /** @default - the keys that RDS writes: `host`, `port`, `username`, `password`, `dbname` */
  readonly jsonKeys?: DatabaseSecretKeys;
  readonly port: number;
  /**
   * The database's security group. It must let the tasks' group in; it is not ours, so no rule is added to it.
   *
   * @default - `cidrBlocks` are given instead
   */
  readonly securityGroupId?: string;
  /**
   * The IPv4 ranges that the database answers from.
   *
   * @default - `securityGroupId` is given instead
   */
  readonly cidrBlocks?: readonly string[];
  /** Connections that each task keeps, 1 to 100. During a deployment there are up to twice `maxTasks` tasks. */
  readonly poolSize: number;
}

/** The secret that holds the key which signs launch tokens: HS256, at least 32 bytes, base64url. */
export interface ExistingLaunchKey extends ExistingSecretProps {
  /** @default 'launchKey' */
  readonly jsonKey?: string;
}
