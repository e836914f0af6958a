import type { ServerResponse } from 'node:http';
import type { AwsCredentials, readCredentials } from './aws-credentials.ts';
import type { ReceivedRequest } from './endpoint/received-request.ts';
import type { VisiblePath } from './machine/visible-paths.ts';

/**
 * One part of the local cloud (emulator, PostgreSQL, Redis, load balancer, …). The daemon starts the parts in order,
 * ticks those that want it, shows their status, and stops them in the opposite order.
 */
export interface Part {
  /** As `status` and the log file name it: lower-case words joined by hyphens. */
  readonly name: string;

  /** Resolves when the part is ready to be used. A part that waits for something to be deployed is ready at once. */
  start(): Promise<void>;

  /**
   * Called again and again, never twice at once; a failure is logged and shown in `status` until a tick succeeds.
   * @default - the part acts by itself
   */
  tick?(): Promise<void>;

  /** Between the end of a tick and the next one. @default 1 */
  readonly secondsBetweenTicks?: number;

  /** One line for `status`, e.g. `primary 127.11.0.1:6379, 2 replicas`. */
  describe(): string;

  /** Ends everything the part has started; called once, also when `start` failed. */
  stop(): Promise<void>;
}

/** A part that runs something in each zone, which dies with it. */
export interface ZoneResident {
  /** Ends all that runs in the zone without a chance to clean up; nothing starts there until it is restored. */
  loseZone(availabilityZone: string): void;
  restoreZone(availabilityZone: string): void;
}

/** Where the local cloud keeps its files. All of it is removed by `local-cloud stop`. */
export interface Folders {
  /** Root of the workspace. */
  readonly workspace: string;
  /** `.local-cloud` in the workspace. */
  readonly state: string;
  /** One log file for each part and child process. */
  readonly logs: string;
  /** Of Unix sockets, whose paths must be short: outside of the workspace. Nobody else may enter it. */
  readonly sockets: string;
}

export interface ProcessOptions {
  /** Unique among the running ones; also names its log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process, nothing is inherited. @default - PATH, HOME and LANG only */
  readonly env?: Readonly<Record<string, string>>;
  /** @default - the state folder */
  readonly cwd?: string;
  /** Runs as this user and group, and as a member of no others than `groups`; needs root. @default - the daemon's own */
  readonly user?: { readonly uid: number; readonly gid: number; readonly groups?: readonly number[] };
  /**
   * All that the process sees of the workspace and of folders that keep its user out; needs root.
   *
   * @default - the process sees what the daemon sees
   */
  readonly visible?: readonly VisiblePath[];
  /** Receives stdout and stderr line by line instead of the log file. @default - lines go to the log file */
  readonly onLine?: (line: string) => void;
  /** Folders of cgroups that the process joins before it starts. @default - none */
  readonly cgroups?: readonly string[];
}

export interface ProcessExit {
  /** Exit code, or 128 + signal number as a shell and ECS report it. */
  readonly code: number;
}

export interface ChildProcess {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process has ended for whatever reason; never rejects. */
  readonly exited: Promise<ProcessExit>;
  isRunning(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Sends `signal`, then SIGKILL when the process has not ended after `seconds`. @default 'SIGTERM', 10 */
  stop(signal?: NodeJS.Signals, seconds?: number): Promise<ProcessExit>;
}

/**
 * Starts child processes so that none is left behind: the kernel kills them when the daemon dies, and their pids are
 * recorded for the next start to check.
 */
export interface Processes {
  start(options: ProcessOptions): ChildProcess;
}

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
}

/** Signs certificates that everything on this machine trusts through `caFile`. */
export interface CertificateAuthority {
  /** PEM file of the CA's certificate. */
  readonly caFile: string;
  /** `hosts`: DNS names and IPv4 addresses; the first is the common name. */
  issue(hosts: readonly string[]): Promise<Certificate>;
}

/** What the daemon gives to each part. */
export interface PartContext {
  readonly folders: Folders;
  readonly processes: Processes;
  readonly certificates: CertificateAuthority;
  /** To `.local-cloud/logs/<part>.log`. */
  readonly log: (message: string) => void;
}

/** Settings of every AWS SDK client in the local cloud: `new ECSClient(awsClientSettings)`. */
export interface AwsClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: AwsCredentials | ReturnType<typeof readCredentials>;
  /** @default - requests wait for ever */
  readonly requestHandler?: { readonly requestTimeout: number; readonly throwOnRequestTimeout: boolean };
}

/** The existing database, as its secret says it. Property names are the secret's JSON keys. */
export interface DatabaseCredentials {
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
}

/** Answers some of what is asked at the AWS endpoint. */
export type HttpHandler = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

/** One running task as its metrics see it. */
export interface TaskSnapshot {
  readonly taskArn: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly availabilityZone: string;
  readonly pid: number;
  /** The task definition's `cpu`: 1024 is one vCPU. */
  readonly reservedCpuUnits: number;
  readonly reservedMemoryMiB: number;
  /** Measured by the task's cgroup. @default - no cgroup could be made, nothing bounds or measures the task */
  readonly usage?: {
    /** CPU time since the task started. */
    readonly cpuNanoseconds: number;
    readonly memoryBytes: number;
  };
  /** EFS file systems that the task mounts, and the local folder that stands for each. */
  readonly mounts: readonly { readonly fileSystemId: string; readonly folder: string }[];
}

export interface Tasks {
  /** Tasks whose `lastStatus` is RUNNING. */
  running(): readonly TaskSnapshot[];
}

export type StatusClass = '2xx' | '3xx' | '4xx' | '5xx';

/** What the load balancer did since the previous call of `collect`. */
export interface LoadBalancerInterval {
  /** Dimension LoadBalancer: `app/<name>/<id>`. */
  readonly loadBalancer: string;
  /** Dimension TargetGroup: `targetgroup/<name>/<id>`. */
  readonly targetGroup: string;
  /** Requests that were answered, by a target or by the load balancer itself. */
  readonly requests: number;
  /** Requests that reached a target. */
  readonly targetRequests: number;
  /** Answers of the targets. */
  readonly targetResponses: Readonly<Record<StatusClass, number>>;
  /** 5xx answers that the load balancer made itself, e.g. without a healthy target. */
  readonly loadBalancer5xx: number;
  readonly newConnections: number;
  /** Open client connections now. */
  readonly activeConnections: number;
  /** Seconds until the target's answer began -> number of requests. */
  readonly responseTimes: ReadonlyMap<number, number>;
  /** Registered targets now, draining ones excluded. */
  readonly targets: readonly TargetInUse[];
}

/** A registered target that is not being drained. */
export interface TargetInUse {
  readonly availabilityZone: string;
  /** `initial` until the first health checks have decided. */
  readonly state: 'initial' | 'healthy' | 'unhealthy';
}

export interface LoadBalancerStats {
  /** @returns undefined while no load balancer is deployed */
  collect(): Promise<LoadBalancerInterval | undefined>;
}
