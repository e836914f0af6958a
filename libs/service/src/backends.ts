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
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

/**
 * How the network reaches the database: by a peering with its VPC, where its security group is known, or by a way that is not
 * ours, such as a transit gateway, of which only the ranges are known that lead to the database.
 */
export type DatabaseNetwork =
  | { readonly type: 'peering'; readonly securityGroupId: string }
  | { readonly type: 'reachable'; readonly cidrBlocks: readonly string[] };

/** A PostgreSQL database that exists already. */
export interface ExistingDatabase extends ExistingSecretProps {
  /** @default - the keys that RDS writes: `host`, `username`, `password`, `dbname` */
  readonly jsonKeys?: DatabaseSecretKeys;
  /**
   * Its DNS name, as in its certificate. Secrets that RDS manages itself (`rds!…`) do not hold it.
   *
   * @default - the secret's `host`
   */
  readonly host?: string;
  /**
   * Name of the database in it. Secrets that RDS manages itself (`rds!…`) do not hold it.
   *
   * @default - the secret's `dbname`
   */
  readonly name?: string;
  readonly port: number;
  readonly network: DatabaseNetwork;
  /**
   * The authorities that its certificate is trusted from, and no others: certificates as PEM, at most 16 KiB.
   *
   * @default - those that the image trusts: the public ones and RDS's
   */
  readonly caCertificates?: string;
  /** Connections that each task keeps, 1 to 100. During a deployment there are up to twice `maxTasks` tasks. */
  readonly poolSize: number;
}

/** The secret that holds the key which signs launch tokens: HS256, at least 32 bytes, base64url. */
export interface ExistingLaunchKey extends ExistingSecretProps {
  /** @default 'launchKey' */
  readonly jsonKey?: string;
}
